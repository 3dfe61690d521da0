using System.Globalization;
using AlertFlow.Findings;
using AlertFlow.Notifications.Text;

namespace AlertFlow.Notifications.Wording;

/// <summary>Writes the lines below the first, in order.</summary>
internal static class MessageFacts
{
    public static IEnumerable<Fact> Of(Notification notification)
    {
        var closed = Headline.IsClosed(notification);
        Fact?[] facts = notification.Silence is { } silence ? [.. Marks(notification), .. OfDigest(notification, silence)] :
        [
            .. Marks(notification),
            new("Where", Place.Long(notification)),
            new("When", When(notification)),
            new("How often", HowOften(notification)),
            closed ? null : Optional("What ran", WhatRan(notification.Lead.Sample)),
            closed ? null : Optional("Done already", notification.Lead.Sample?.Response),
            new("Who agrees", WhoAgrees(notification)),
            .. Signals(notification),
            Optional("How fast", HowFast(notification)),
            Optional("Late", Late(notification)),
            notification.Adopted ? new("Note", "first seen before AlertFlow was deployed: recorded, and not urgent") : null,
            notification.HistoryUnreadable ? new("Note", "history unreadable: it may have been told before, and counts began anew") : null,
            closed ? null : Optional("First", notification.Runbook?.First),
        ];
        return facts.OfType<Fact>().Select(fact => fact with { Text = Defanged.Of(fact.Text) });
    }

    private static IEnumerable<Fact?> Marks(Notification notification)
    {
        yield return notification.Test ? new("Test", "nothing happened, and nobody need do anything: somebody tries whether this message arrives") : null;
        yield return notification.WouldTell is { } others ? new("Shadow", $"would have told: {string.Join(", ", others)}{(notification.Urgent ? ", urgently" : "")}") : null;
    }

    private static IEnumerable<Fact?> OfDigest(Notification notification, EndedSilence silence)
    {
        yield return new("Silence", Silence(silence));
        var label = "Where";
        foreach (var hidden in silence.Gravest)
        {
            yield return new(label, $"{Headline.Glyph(hidden.Severity)} {Headline.Word(hidden.Severity)} {hidden.Place} · {SourceWords.Counts(hidden.Counts)} · incident {hidden.Incident}");
            label = "";
        }

        if (silence.Incidents > silence.Gravest.Count)
        {
            yield return new(label, $"and {Amounts.Of(silence.Incidents - silence.Gravest.Count)} more");
        }

        yield return new("When", When(notification));
        foreach (var signal in Signals(notification))
        {
            yield return signal;
        }

        yield return Optional("Late", Late(notification));
        yield return new("Note", "nobody was told of these while the silence lasted; what still goes on is told by itself");
    }

    private static string Silence(EndedSilence silence)
    {
        var owner = silence.Owner is { } by ? $" by {by}" : "";
        var because = silence.Because is { } why ? $": {why}" : "";
        return $"{silence.Name}{owner}{because} · ended {Amounts.Since(silence.Until, silence.Until)}";
    }

    public static string Why(Notification notification) =>
        $"why: {Because(notification)} · key {notification.Resource.Key}"
        + $" · incident {notification.Incident} · config {notification.ConfigVersion}";

    private static string Because(Notification notification) => notification switch
    {
        { Route: { } route } => $"route {route}",
        { Silence: not null } => "you would have been told without the silence",
        _ => "you were told of it before",
    };

    private static string When(Notification notification)
    {
        var (first, last) = (notification.FirstSeen, notification.LastSeen);
        return Headline.IsClosed(notification)
            ? $"{Amounts.Span(first, last)}, {Amounts.Of(last - first)}"
            : $"since {Amounts.Since(first, last)}";
    }

    private static string HowOften(Notification notification)
    {
        string?[] parts =
        [
            SourceWords.Counts(notification.Counts),
            notification.Reason is Reason.Opened or Reason.Edit || notification.Delta <= 0 ? null : $"{Headline.Growth(notification)} since the last message",
            notification.PeakPerMinute > 1 ? $"at most {Amounts.Of(notification.PeakPerMinute)} a minute" : null,
            notification.Reopens > 0 ? $"reopened ×{Amounts.Of(notification.Reopens)}" : null,
        ];
        return string.Join(" · ", parts.OfType<string>().Where(part => part.Length > 0));
    }

    /// <summary><c>ncat ← java · in app (example/checkout:1.4) · to 203.0.113.9:4444</c></summary>
    private static string? WhatRan(Sample? sample)
    {
        if (sample is null)
        {
            return null;
        }

        string?[] parts =
        [
            (sample.Process, sample.Parent) switch
            {
                ({ } process, { } parent) => $"{process} ← {parent}",
                ({ } process, null) => process,
                (null, { } parent) => $"child of {parent}",
                _ => null,
            },
            sample.Operation is { } operation ? $"call {operation}" : null,
            sample.User is { } user ? $"as {user}" : null,
            (sample.Container, sample.Image) switch
            {
                ({ } container, { } image) => $"in {container} ({image})",
                ({ } container, null) => $"in {container}",
                (null, { } image) => $"image {image}",
                _ => null,
            },
            sample.Remote is { } remote ? $"remote end {remote}" : null,
            sample.Domain is { } domain ? $"domain {Defanged.Domain(domain)}" : null,
            sample.File is { } file ? $"file {file}" : null,
        ];
        return string.Join(" · ", parts.OfType<string>()) is { Length: > 0 } said ? said : null;
    }

    private static string WhoAgrees(Notification notification)
    {
        string[] sources =
        [
            .. notification.Counts.Where(count => count.Count > 0).Select(count => SourceWords.Of(count.Source)).Distinct(),
        ];
        return sources switch
        {
            [] => $"{SourceWords.Of(notification.Lead.Source)} alone",
            [var only] => $"{only} alone",
            [var first, var second] => $"two sensors agree: {first} and {second}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{sources.Length} sensors agree: {string.Join(", ", sources)}"),
        };
    }

    /// <summary>Names each signal when there are several, the most severe first.</summary>
    private static IEnumerable<Fact> Signals(Notification notification)
    {
        if (notification is { SignalCount: < 2, Silence: null })
        {
            yield break;
        }

        var label = notification.SignalCount == 1 ? "Rule" : $"{Amounts.Of(notification.SignalCount)} rules";
        foreach (var signal in notification.Signals)
        {
            yield return new(label, $"{Headline.Glyph(signal.Severity)} {Headline.Word(signal.Severity)} {RuleWords.Of(signal.Rule)} ({SourceWords.Of(signal.Source)}) ×{Amounts.Of(signal.Count)}");
            label = "";
        }

        if (notification.SignalCount > notification.Signals.Count)
        {
            yield return new(label, $"and {Amounts.Of(notification.SignalCount - notification.Signals.Count)} more");
        }
    }

    /// <summary><c>occurred 03:02:11 → received +24 s → told +1 s</c></summary>
    private static string? HowFast(Notification notification) => notification switch
    {
        { Occurred: { } occurred, Received: { } received } =>
            $"occurred {Amounts.Time(occurred)} → received +{Amounts.Of(received - occurred)} → told +{Amounts.Of(notification.At - received)}",
        { Received: { } received } => $"received {Amounts.Time(received)} → told +{Amounts.Of(notification.At - received)}",
        _ => null,
    };

    /// <summary><c>by 21 min (Slack 503 since 03:04:00 UTC; told meanwhile: pager) · now ×4</c></summary>
    private static string? Late(Notification notification)
    {
        if (notification.Delay is not { } delay)
        {
            return null;
        }

        string?[] why =
        [
            delay is { Because: { } because, Since: { } since } ? $"{because} since {Amounts.Time(since)} UTC" : delay.Because,
            delay.ToldMeanwhile is [] ? null : $"told meanwhile: {string.Join(", ", delay.ToldMeanwhile)}",
        ];
        var known = string.Join("; ", why.OfType<string>());
        return $"by {Amounts.Of(delay.By)}{(known.Length > 0 ? $" ({known})" : "")}{(delay.CountNow > notification.Count ? $" · now ×{Amounts.Of(delay.CountNow)}" : "")}";
    }

    private static Fact? Optional(string label, string? text) => text is { Length: > 0 } ? new(label, text) : null;
}
