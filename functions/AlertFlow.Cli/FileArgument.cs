using System.CommandLine;

namespace AlertFlow.Cli;

/// <summary>An argument that takes files.</summary>
internal static class FileArgument
{
    extension(Argument<string[]> files)
    {
        /// <summary>A misspelt option is no file; one that is named so is given as <c>./--name</c>.</summary>
        public void RefuseOptions() => files.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is ['-', _, ..]))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
    }
}
