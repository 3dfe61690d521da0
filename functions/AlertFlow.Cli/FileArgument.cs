using System.CommandLine;

namespace AlertFlow.Cli;

/// <summary>An argument that takes files.</summary>
internal static class FileArgument
{
    extension(Argument<string[]> files)
    {
        /// <summary>Refuses misspelt options as file names; a file with such a name is given as <c>./--name</c>.</summary>
        public void RefuseOptions() => files.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is ['-', _, ..]))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
    }
}
