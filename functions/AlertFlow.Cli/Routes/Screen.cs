using System.Text;
using AlertFlow.Configuration;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AlertFlow.Cli.Routes;

/// <summary>Writes lines: coloured and wrapped on a terminal, plain and whole elsewhere. No text is read as markup.</summary>
internal sealed class Screen
{
    private const int Unwrapped = 10_000;

    private readonly IAnsiConsole console;
    private readonly TextWriter writer;

    public Screen(TextWriter writer)
    {
        this.writer = writer;
        var output = new AnsiConsoleOutput(writer);
        IsTerminal = output.IsTerminal;
        console = AnsiConsole.Create(new()
        {
            Out = output,
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!IsTerminal)
        {
            console.Profile.Width = Unwrapped;
        }
    }

    private bool IsTerminal { get; }

    /// <summary>Removes characters that could control a terminal or turn the direction of writing.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    public static Text Text(string text, Color? color = null) => new(Clean(text), new Style(color));

    public void Line(string text, Color? color = null)
    {
        if (IsTerminal)
        {
            console.Write(Text(text, color));
            console.WriteLine();
        }
        else
        {
            writer.WriteLine(Clean(text));
        }
    }

    /// <summary>Writes JSON, which escapes the characters that <see cref="Clean"/> would remove.</summary>
    public void Json(string json) => writer.WriteLine(json);

    public void Render(IRenderable renderable) => console.Write(renderable);

    public void Write(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Line(diagnostic.ToString(), diagnostic.Kind switch
            {
                DiagnosticKind.Error => Color.Red,
                DiagnosticKind.Warning => Color.Yellow,
                _ => Color.Grey,
            });
        }
    }
}
