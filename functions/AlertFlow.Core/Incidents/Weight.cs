using System.Text;
using System.Text.Encodings.Web;
using AlertFlow.Notifications;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Incidents;

/// <summary>Measures text by its bytes in a stored item: wide and escaped characters take up to twelve.</summary>
internal static class Weight
{
    public static int Of(string text) => Encoding.UTF8.GetByteCount(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));

    /// <summary>Cuts text to at most so many bytes.</summary>
    public static string Cut(string text, int bytes)
    {
        for (var weight = Of(text); weight > bytes; weight = Of(text))
        {
            text = SafeText.Cut(text, Math.Max(1, Math.Min(text.Length - 1, text.Length * bytes / weight)));
        }

        return text;
    }
}
