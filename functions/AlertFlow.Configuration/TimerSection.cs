using AlertFlow.Routing;

namespace AlertFlow.Configuration;

/// <summary>Reads <c>timers</c>, and checks how they relate.</summary>
internal static class TimerSection
{
    private static readonly string[] Keys =
    [
        "window", "window_cap_high", "window_cap", "quiet", "quiet_cap", "reopen", "still_active", "edit_debounce",
        "edit_debounce_cap", "guardduty_publishing_frequency",
    ];

    private static readonly TimeSpan[] Frequencies = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    public static Timers Read(Fields file, Report report)
    {
        if (file.Child("timers") is not { } node || Fields.Open(node, "timers", Keys, report) is not { } fields)
        {
            return new();
        }

        var defaults = new Timers();
        var timers = new Timers
        {
            Window = Time("window", defaults.Window),
            WindowCapHigh = Time("window_cap_high", defaults.WindowCapHigh),
            WindowCap = Time("window_cap", defaults.WindowCap),
            Quiet = Time("quiet", defaults.Quiet),
            QuietCap = Time("quiet_cap", defaults.QuietCap),
            Reopen = Time("reopen", defaults.Reopen),
            StillActive = Time("still_active", defaults.StillActive),
            EditDebounce = Time("edit_debounce", defaults.EditDebounce),
            EditDebounceCap = Time("edit_debounce_cap", defaults.EditDebounceCap),
            GuarddutyPublishingFrequency = Time("guardduty_publishing_frequency", defaults.GuarddutyPublishingFrequency),
        };
        Relate(timers, fields, report);
        return timers;

        TimeSpan Time(string key, TimeSpan otherwise) => ReadTime(fields, key, otherwise, report);
    }

    private static TimeSpan ReadTime(Fields fields, string key, TimeSpan otherwise, Report report)
    {
        if (fields.OptionalText(key, Duration.Expected) is not { } text)
        {
            return otherwise;
        }

        if (!Duration.TryParse(text, out var time))
        {
            report.Error(fields.PlaceOf(key), $"'{key}' is {Report.Quote(text)}, expected {Duration.Expected}");
        }
        else if (time <= TimeSpan.Zero)
        {
            report.Error(fields.PlaceOf(key), $"'{key}' is {Report.Quote(text)}, expected more than nothing");
        }
        else
        {
            return time;
        }

        return otherwise;
    }

    private static void Relate(Timers timers, Fields fields, Report report)
    {
        if (!Frequencies.Contains(timers.GuarddutyPublishingFrequency))
        {
            report.Error(
                fields.PlaceOf("guardduty_publishing_frequency"),
                $"'guardduty_publishing_frequency' is {Duration.Write(timers.GuarddutyPublishingFrequency)}, expected 15m, 1h or 6h, as the detector is set");
        }

        AtMost("window", timers.Window, "window_cap_high", timers.WindowCapHigh);
        AtMost("window", timers.Window, "window_cap", timers.WindowCap);
        AtMost("window", timers.Window, "quiet", timers.Quiet);
        AtMost("quiet", timers.Quiet, "quiet_cap", timers.QuietCap);
        AtMost("edit_debounce", timers.EditDebounce, "edit_debounce_cap", timers.EditDebounceCap);
        AtMost("edit_debounce", timers.EditDebounce, "window", timers.Window);
        if (timers.Reopen <= timers.Quiet)
        {
            Say("quiet", "reopen", $"'reopen' is {Duration.Write(timers.Reopen)}, expected more than quiet, which is {Duration.Write(timers.Quiet)}");
        }

        void AtMost(string key, TimeSpan time, string cap, TimeSpan most)
        {
            if (time > most)
            {
                Say(cap, key, $"'{key}' is {Duration.Write(time)}, expected at most {cap}, which is {Duration.Write(most)}");
            }
        }

        // Reported at the key that the sentence is about, if the file has it.
        void Say(string other, string key, string what) => report.Error(fields.PlaceOf(fields.Has(key) ? key : other), what);
    }
}
