using AlertFlow.Findings;

namespace AlertFlow.Incidents.Deciding;

/// <summary>The steps of an incident from one state to the next. The table in <see cref="Transition"/> assigns them to reasons.</summary>
internal static class Evolution
{
    extension(Incident incident)
    {
        /// <summary>Opens the incident: the first notification is sent.</summary>
        public Incident Open(Moment at) => incident with
        {
            Phase = Phase.Open,
            Notified = at.Severity,
            OpenedAt = at.Now,
            ClosedAt = null,
            Clocks = incident.Clocks with { LastActivity = at.Now, Window = at.Timers.Window, TopLevelAt = at.Now },
        };

        /// <summary>Opens a closed incident again. Q doubles with each Reopened until R passes without one.</summary>
        public Incident Reopen(Moment at) => incident with
        {
            Phase = Phase.Open,
            Notified = at.Severity,
            ClosedAt = null,
            ClosedArchived = false,
            Clocks = incident.Clocks with
            {
                Window = at.Timers.Window,
                SignalsSince = null,
                TopLevelAt = at.Now,
                Reopens = incident.Clocks.Reopens + 1,
                ReopenedAt = at.Now,
                QuietDoublings = at.Now < incident.Clocks.ReopenedAt + at.Timers.Reopen ? incident.Clocks.QuietDoublings + 1 : 1,
            },
        };

        /// <summary>Raises the severity. The still-active timer starts here if the incident was below High before.</summary>
        public Incident Escalate(Moment at) => incident with
        {
            Notified = at.Severity,
            Clocks = incident.Clocks with
            {
                Window = at.Timers.Window,
                TopLevelAt = incident.Notified.IsAtLeast(Severity.High) ? incident.Clocks.TopLevelAt : at.Now,
            },
        };

        /// <summary>Counts a new signal against the limit for one window.</summary>
        public Incident ShowSignal(Moment at)
        {
            var sent = incident.Clocks.SignalsToldAt(at.Now, at.Timers);
            return incident with
            {
                Clocks = incident.Clocks with { SignalsSince = sent > 0 ? incident.Clocks.SignalsSince : at.Now, SignalsTold = sent + 1 },
            };
        }

        /// <summary>Starts the window for the Summary and the timer for an edit, unless they run already.</summary>
        public Incident AwaitSummary(Moment at) => incident with
        {
            Clocks = incident.Clocks with
            {
                WindowEnds = incident.Clocks.WindowEnds ?? (at.Now + incident.Clocks.WindowOr(at.Timers)),
                EditAt = incident.Audience.Count > 0
                    ? incident.Clocks.EditAt ?? (at.Now + at.Timers.EditDebounceAfter(incident.Clocks.Edits))
                    : null,
            },
        };

        /// <summary>Doubles the window, up to its cap.</summary>
        public Incident WidenWindow(Moment at)
        {
            var cap = incident.Notified.IsAtLeast(Severity.High) ? at.Timers.WindowCapHigh : at.Timers.WindowCap;
            var doubled = incident.Clocks.WindowOr(at.Timers) * 2;
            return incident with { Clocks = incident.Clocks with { Window = doubled < cap ? doubled : cap, SignalsSince = null } };
        }

        public Incident RestartStillActive(Moment at) => incident with { Clocks = incident.Clocks with { TopLevelAt = at.Now } };

        public Incident Close(Moment at) => incident with { Phase = Phase.Closed, ClosedAt = at.Now, ClosedArchived = false };

        public Incident CloseArchived(Moment at) => incident.Close(at) with { ClosedArchived = true };

        public Incident CountEdit(Moment at) =>
            incident with { Clocks = incident.Clocks with { EditAt = null, Edits = incident.Clocks.Edits + 1 } };

        /// <summary>Moves the unreported count to the reported one, and resets the timers that a notification answers.</summary>
        public Incident Report(bool standsAlone, Moment at) => incident with
        {
            Reported = incident.Reported + incident.Unreported,
            Unreported = 0,
            UnreportedSince = null,
            Clocks = incident.Clocks with
            {
                WindowEnds = null,
                EditAt = standsAlone || incident.Audience.Count == 0 ? null : at.Now + at.Timers.EditDebounce,
                Edits = 0,
            },
        };
    }
}
