# Kinds of report
reports-kind-first = first report
reports-kind-follow-up = follow-up
reports-kind-zero = zero report
reports-kind-correction = supplement
reports-kind-verified = verified figures
reports-kind-final = final report
reports-kind-notice = notice
reports-kind-numbered = { $kind } ({ $n })

# The text of a report: every sentence that the program drafts
reports-doc-title = { $place ->
    [none] { $class }: { $kind }
   *[other] { $class } in { $place }: { $kind }
}
reports-doc-place = { $text }, { $path }
reports-doc-path-joint = {", "}
# Patterns of strftime: this year, another year
reports-doc-time = %H:%M on %-d %B
reports-doc-time-full = %H:%M on %-d %B %Y
reports-doc-class-unknown = incident (class unknown)
reports-doc-course = { $time ->
    [none] { $place ->
        [none] { $class }: time and place to be verified.
       *[other] { $class } in { $place }; the time is to be verified.
    }
   *[other] { $place ->
        [none] { $class } at { $time }; the place is to be verified.
       *[other] { $class } in { $place } at { $time }.
    }
}
reports-doc-received = { $summary ->
    [none] Word reached us at { $time }.
   *[other] Word reached us at { $time }: { $summary }.
}
reports-doc-as-of = As of { $time }: { $figures }.{" "}
reports-doc-and = {", "}
reports-doc-figure = { $name } { $value }
reports-doc-figure-yes = { $name }: yes
reports-doc-figure-no = { $name }: no
reports-doc-yes = yes
reports-doc-no = no
reports-doc-value = { $value } { $unit }
# Digits in threes; the other language counts in ten thousands
reports-doc-big-number = { $large ->
   *[other] { $plain }
}
reports-doc-unknown = To be verified: { $names }.
reports-doc-unknown-one = { $name } to be verified
reports-doc-nothing-known = Casualties and losses are to be verified.
reports-doc-unverified-all = None of these figures has been verified.{" "}
reports-doc-unverified-some = Not verified: { $names }.{" "}
reports-doc-to-be-verified = to be verified
reports-doc-changes = Since { $report } (as of { $time }): { $changes }.
reports-doc-unchanged = Since { $report } (as of { $time }) the figures are unchanged.
reports-doc-change = { $way ->
    [up] { $name } up from { $from } to { $to }
    [down] { $name } down from { $from } to { $to }
    [known] { $name } now known: { $to }
   *[unknown] { $name } from { $from } to { $to }
}
reports-doc-zero = { $since ->
    [none] As of { $time }: nothing new, no further casualties or losses.
   *[other] From { $since } to { $time }: nothing new, no further casualties or losses.
}
reports-doc-correction = This supplements our earlier report.
reports-doc-verified = The figures as verified:
reports-doc-measures = Measures:
reports-doc-measures-none = Measures are being ascertained and will follow.
reports-doc-note = { $time }: { $words }
reports-doc-end = Verification goes on; we will report further developments at once.
reports-doc-end-notice = For your information; please prepare as your own situation requires.
reports-doc-head-course = 1. Course
reports-doc-head-losses = 2. Casualties and losses
reports-doc-head-measures = 3. Measures
reports-doc-head-cause = 4. Cause
reports-doc-head-lessons = 5. Assessment and next steps
reports-doc-cause-open = The cause is under investigation.
reports-doc-lessons-open = Assessment and next steps are to follow.

# Clocks in the desk's queue
reports-clock-receipt = Receipt outstanding: { $who } ({ $number })
reports-clock-sign-after = Sent unsigned, signature due: { $number }
reports-clock-paper = Signed orally, paper due: { $number }
reports-clock-feedback = Feedback on instruction due: { $who } ({ $number })

# Refusals
reports-refused-not-found = There is no such report or instruction
reports-refused-no-incident = There is no such incident
reports-refused-incident-ended = The incident has ended: no further first, follow-up or zero reports
reports-refused-window-over = The incident has ended and the time for changed figures is over
reports-refused-not-zero = { $n ->
    [one] One adopted figure has changed since the last report: this is no zero report
   *[other] { $n } adopted figures have changed since the last report: this is no zero report
}
reports-refused-nothing-said = There are no words
reports-refused-too-long = Too long: at most { $max } characters
reports-refused-too-many = Too many: at most { $max }
reports-refused-already-sent = The report has been sent: it cannot be altered or thrown away
reports-refused-not-sent = The report has not been sent yet
reports-refused-superseded = A corrected report has taken its place
reports-refused-voided = This report was thrown away
reports-refused-changed = The words were changed since you opened them
reports-refused-in-the-future = The time lies in the future
reports-refused-in-the-past = The time limit lies in the past
reports-refused-no-addressee = Nobody is named whom it goes to
reports-refused-no-address = There is no address of { $name }: the program cannot send it
reports-refused-unknown-sending = This report has no such sending
reports-refused-nobody-named = A post or body must be named
reports-refused-not-signed-orally = There is no oral signature that paper could follow
reports-refused-no-reason = Please say why
reports-refused-ended = The instruction was closed or withdrawn
reports-hint-incident-ended = Write a final report, verified figures or a supplement; if there is news, reopen the incident first.
reports-hint-window-over = Reopen the incident with a reason, then report.
reports-hint-not-zero = Write a follow-up.
reports-hint-already-sent = Write a correcting report that takes its place; this one is kept as it was sent.
reports-hint-superseded = Open the report that took its place.
reports-hint-changed = Look at the new words first; what you typed is kept.
reports-hint-no-addressee = Tick an addressee, or write one down.

# The API's descriptions
reports-api-reports = List of reports
reports-api-of-incident = All reports of an incident
reports-api-draft = Draft a report
reports-api-report = One report
reports-api-words = Change the words of a report
reports-api-compose = Compose it anew from what is known now
reports-api-signature = Sign, in person or orally
reports-api-copy = Text and fields for the other system
reports-api-paper = Note that paper followed an oral signature
reports-api-void = Throw away a report before it is sent
reports-api-send = Send
reports-api-receipt = Note a receipt
reports-api-failure = Note that an addressee was not reached
reports-api-outstanding = Outstanding receipts
reports-api-instructions = List of instructions
reports-api-instructions-of = Instructions of an incident
reports-api-instruct = Record a leader's instruction
reports-api-instruction = One instruction
reports-api-passing = Pass on
reports-api-acknowledgement = Acknowledge
reports-api-feedback = Feed back
reports-api-extension = Give more time
reports-api-withdrawal = Withdraw
reports-api-conclusion = Close
reports-wrong-word = Not one of the choices
reports-wrong-time = Cannot be read as a time
reports-wrong-id = Not an id
reports-wrong-half = Title and text are sent together

# What goes to mailboxes and other programs
reports-unverified-mark = [unverified]{" "}
reports-mail-foot = Number: { $number }. Please answer who took this, when, and your register number. Head: { $head }

# Fields for the other system
reports-copy-report-no = Report number
reports-copy-event-id = Incident number
reports-copy-kind = Kind of report
reports-copy-seq = Sequence number
reports-copy-urgency = Urgency
reports-copy-received-at = Received at
reports-copy-source = Source (person, telephone)
reports-copy-occurred-at = Occurred at
reports-copy-place = Place
reports-copy-area = Area code
reports-copy-point = Point
reports-copy-class = Class code
reports-copy-class-name = Class
reports-copy-grade = Grade
reports-copy-course = Brief course
reports-copy-scope = Area affected
reports-copy-cause = Preliminary cause
reports-copy-leaders = Leaders on the scene
reports-copy-measures = Measures taken
reports-copy-forces = Forces committed
reports-copy-trend = Trend
reports-copy-requests = Requests
reports-copy-contact = Contact on the scene
reports-copy-media = Public attention
reports-copy-organ = Sent by
reports-copy-signer = Signed by
reports-copy-compiler = Compiled by
reports-copy-phone = Telephone
reports-copy-sent-to = To
reports-copy-cc = Copy
reports-copy-title = Title
reports-copy-text = Text

# Pages: reports
reports-list-title = Reports
reports-list-last = Last reports
reports-list-empty = No reports yet. Open an incident and draft the first one.
reports-outstanding = Receipts outstanding
reports-outstanding-none = Every receipt is in.
reports-panel-title = Reports
reports-panel-count = { $n } in all
reports-panel-next = Draft
reports-panel-draft = Draft
reports-panel-empty = No reports yet. Draft composes the first one from the adopted figures and the timeline; change it and send it.
reports-differ = The lines do not hold the same figure: { $name }
reports-kind = Kind
reports-standing = State
reports-standing-draft = draft
reports-standing-sent = sent
reports-standing-superseded = corrected since
reports-standing-voided = thrown away
reports-as-of = As of
reports-unverified = unverified
reports-unsigned = unsigned
reports-signed-by = signed by { $who }
reports-stale = Adopted figures have changed since this was composed
reports-stale-open = Open
reports-not-sent-yet = Not sent yet.
reports-write-on = Write on
reports-erased = (words erased by law)
reports-gap = { $gap } apart from its entry

reports-line = Line
reports-line-party = Party line
reports-line-government = government line
reports-line-department = department line
reports-line-neighbours = neighbours
reports-line-garrison = garrison
reports-line-other = others
reports-channel-phone = by phone
reports-channel-written = in writing
reports-channel-any = by phone or in writing
reports-way = Way
reports-way-phone = phone
reports-way-fax = fax
reports-way-national-system = system of the level above
reports-way-intranet = government network
reports-way-email = e-mail (sent from here)
reports-way-webhook = other program (sent from here)
reports-way-same-program = within this program
reports-why-no-answer = no answer
reports-why-busy = busy
reports-why-wrong = wrong number or address
reports-why-down = line or machine down
reports-why-declined = they would not take it
reports-fate-handed-over = taken by their machine
reports-fate-not-delivered = given up after the last try
reports-fate-muted = exercise: never left
reports-fate-not-reached = not reached at { $time }: { $why }

reports-addressee = Addressee
reports-addressees = Addressees
reports-addressees-hint = as the duties ask; tick each as you call or send
reports-other-addressee = somebody else
reports-address = Number or address
reports-due = Due
reports-due-at-once = at once
reports-assumed = supposed, as too little is known
reports-sent-at = Sent at
reports-sent-at-hint = Empty for now; the real time when entered afterwards.
reports-sendings = Sendings and receipts
reports-send = Send
reports-send-hint = It may go unverified and unsigned.
reports-send-more = Send to others
reports-send-again = Send again
reports-sent-unsigned = sent before it was signed
reports-save = Save
reports-repeated = sent again
reports-receipt = Receipt
reports-note-receipt = Note receipt
reports-receipt-more = Number, time, proof; not delivered, send again
reports-number-dialled = Number dialled
reports-taker = Taken by
reports-taker-post = Post
reports-taken-at = Taken at
reports-register-no = Register no.
reports-proof = Proof
reports-not-reached = Not reached

reports-title = Title
reports-text = Text
reports-facts = Adopted figures
reports-figures-quoted = Figures quoted
reports-figures-none = No figures yet.
reports-figure = Item
reports-value = Value
reports-source = Source
reports-notes = Course and measures
reports-notes-none = Nothing noted yet.
reports-to-incident = Back to the incident
reports-compose-again = Compose anew from what is known now
reports-compose-again-sure = This replaces the words as they stand. Go on?
reports-copy-open = Copy for the other system
reports-copy-fields = Field by field, in the other system's order
reports-copy-open-field = to be filled in
reports-back-to-report = Back to the report
reports-paper-open = Paper
reports-paper-number = No.
reports-paper-to = To:{" "}
reports-paper-signer = Signed by:{" "}
reports-paper-orally = {" "}(orally)
reports-paper-colon = {""}
reports-paper-compiler = Compiled by:{" "}
reports-paper-head = Head
reports-print = Print

reports-signature = Signature
reports-signer = Who signs
reports-sign-later = send first, sign after
reports-sign-oral = orally
reports-sign-myself = I sign
reports-signed-in-person = in person
reports-sign-phone = By which phone
reports-sign-at = Signed at
reports-sign-hint-paper = Paper follows an oral signature within { $span }.
reports-sign-hint-after = A report sent unsigned is signed within { $span }; the clock starts for the leader at once.
reports-sign-now = Note signature
reports-paper-signed = Paper followed
reports-paper-signed-now = Paper has followed
reports-pin-title = A leader signs by PIN
reports-pin-who = Who signs
reports-pin-sign = Sign by PIN
reports-opened = Who has opened it
reports-opened-none = Nobody yet.
reports-void-title = Not needed
reports-void-button = Throw the draft away
reports-reason = Reason
reports-replace-title = Correct it
reports-replace-reason = What is corrected, and why
reports-replace-button = Draft a correcting report
reports-replaces = takes the place of
reports-open-newer = Open the corrected report
reports-who-system = the program
reports-who-unknown = (name unknown)

# Pages: instructions
reports-instructions-title = Instructions of leaders
reports-instructions-open = Show
reports-instructions-none = No instructions are open.
reports-instruction-new = Record an instruction
reports-instruction-save = Record and start its clock
reports-instruction-words = What is to be done
reports-instructed-by = Which leader
reports-instructed-to = Whom it concerns
reports-instructed-to-hint = Empty for this desk.
reports-instructed-at = When
reports-instruction-due = Feedback due
reports-instruction-due-hint = Within { $span } where the leader named no time.
reports-instruction-due-none = Where the leader named no time no clock runs: no rule in force says by when.
reports-no-limit = no limit set
reports-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
reports-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
reports-due-by-default = (no time named: the office's own limit)
reports-our-desk = this desk
reports-manner = How
reports-manner-written = in writing
reports-manner-oral = orally
reports-instruction-given = given
reports-instruction-passed-on = passed on
reports-instruction-acknowledged = acknowledged
reports-instruction-under-way = under way
reports-instruction-done = done
reports-instruction-withdrawn = withdrawn
reports-instruction-closed = closed
reports-instruction-more = Pass on, give more time, close
reports-feedback = What was done
reports-feed-back = Feed back
reports-progress = Progress
reports-acknowledge = Acknowledge
reports-pass-on = Pass on
reports-extend = Give more time
reports-conclude = Close
reports-conclude-note = Note on closing or withdrawing
reports-withdraw = Withdraw
