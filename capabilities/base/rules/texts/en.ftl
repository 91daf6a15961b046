# The list
rules-title = Rules
rules-lead = Grades, reporting times, what is sensitive, who inside is told and the office's own limits all follow these rules. A new version holds from its own day, without a restart; incidents on record keep the version they began with.
rules-none = No rules were adopted yet. Without rules nothing is graded and no clock runs.
rules-adopt = Adopt rules
rules-open-count = { $n ->
    [one] { $n } set to be confirmed
   *[other] { $n } sets to be confirmed
}
rules-column-title = Title
rules-column-kind = Kind
rules-column-version = Version
rules-column-jurisdiction = Where
rules-column-from = From
rules-column-until = Until
rules-column-state = State
rules-column-mark = Basis
rules-column-adopted = Adopted
rules-not-stated = not stated
rules-open-ended = open

rules-kind-class-tree = Classes
rules-kind-figures = Figures
rules-kind-sensitivity = Sensitivity
rules-kind-grading = Grades
rules-kind-reporting = Reporting
rules-kind-telling = Who is told
rules-kind-office-limits = The office's own limits
rules-kind-unreadable = this program cannot read it

rules-state-in-force = in force
rules-state-not-yet = not yet in force
rules-state-superseded = superseded
rules-state-ended = ended
rules-state-withdrawn = withdrawn

rules-sure-checked = checked in its source
rules-sure-known-high = from knowledge, high confidence
rules-sure-known-medium = from knowledge, medium confidence
rules-sure-known-low = from knowledge, low confidence
rules-sure-proposed = proposed
rules-to-be-confirmed = to be confirmed

# One set
rules-source = Source
rules-zone = Zone
rules-hash = Hash of the text (SHA-256)
rules-versions = Versions
rules-text-file = Download the text
rules-compare = Compare
rules-compare-with = Compare with version
rules-compare-heading = Differences from version { $version }
rules-compare-none = But for remarks and layout, the two versions are the same.
rules-compare-where = Where
rules-compare-old = Version { $version }
rules-compare-new = This version
rules-compare-absent = nothing
rules-content-unreadable = The text of this version is kept, but this program cannot read it, so it is not applied. Adopt a new version.
rules-withdraw = Withdraw this version
rules-withdraw-why = Why it is withdrawn
rules-withdraw-hint = It stops at once, and the version of the set before it holds again. Incidents on record are not touched.
rules-withdrawn-line = Withdrawn { $when } by { $who }: { $why }

# What it says
rules-shown-code = Code
rules-shown-name = Name
rules-shown-also = Also
rules-shown-statistics = Counted as
rules-shown-needs = Needs
rules-shown-id = Id
rules-shown-unit = Unit
rules-shown-nature = Sort
rules-shown-may-become = May become
rules-shown-about = Because of
rules-shown-signs = Signs
rules-shown-grade = Grade
rules-shown-criterion = Criterion
rules-shown-basis = Source
rules-shown-duty = Duty
rules-shown-who = Who tells whom
rules-shown-line = Line
rules-shown-limit = Limit
rules-shown-when = Applies to
rules-shown-order = Order
rules-shown-days = Window
rules-shown-awaits = Waits for
rules-classes-heading = Classes
rules-items-heading = Items
rules-flags-heading = What is sensitive
rules-ungraded-heading = Not graded
rules-triggers-heading = Noteworthy whatever the grade
rules-duties-heading = Duties
rules-windows-heading = Windows for changed figures
rules-steps-heading = Who is told, in order
rules-office-limits-heading = What the office waits for
rules-nature-cumulative = cumulative
rules-nature-current = current
rules-nature-measure = measure
rules-nature-yes-no = yes or no
rules-about-place = place
rules-about-time = time
rules-about-people = people
rules-about-kind = kind
rules-line-party = party
rules-line-government = government
rules-line-department = department
rules-line-neighbours = neighbours
rules-line-garrison = garrison
rules-line-other = other
rules-channel-phone = by phone
rules-channel-written = in writing
rules-channel-any = by phone or in writing
rules-report-first = first report
rules-report-follow-up = follow-up
rules-report-zero = zero report
rules-report-correction = correction
rules-report-verified = verified figures
rules-report-final = final report
rules-report-notice = notice
rules-starts-occurred = from occurrence
rules-starts-known = from learning of it
rules-starts-received = from receiving it
rules-starts-signed = from signing
rules-starts-previous-report = from the last report
rules-starts-controlled = from control
rules-starts-stable = from when figures are stable
rules-starts-closed = from closing
rules-until-controlled = until under control
rules-until-stable = until figures are stable
rules-until-closed = until closed
rules-limit-within = within { $n } min
rules-limit-at-once = at once
rules-limit-at-once-clock = at once (clock of { $n } min)
rules-limit-every = every { $n } min
rules-limit-hours = daily at { $hours }
rules-awaits-receipt = receipt
rules-awaits-signature = signature
rules-awaits-paper = paper
rules-awaits-feedback = feedback
rules-limit-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
rules-when-always = all incidents
rules-when-classes = classes { $classes }
rules-when-except = but for { $classes }
rules-when-areas = areas { $areas }
rules-when-grade = grade { $grade } or graver
rules-when-any-flag = anything sensitive
rules-when-flags = sensitive: { $flags }
rules-when-any-trigger = anything noteworthy
rules-when-triggers = noteworthy: { $triggers }
rules-when-or = or
rules-need = { $items } ≥ { $n } { $unit }
rules-need-and = and
rules-season = every year { $from } to { $to }
rules-dates = { $from } to before { $until }

# How things are put together
rules-comma = { ", " }
rules-semicolon = { "; " }
rules-errand = { $who } → { $to } ({ $report })
rules-family-heading = { $name } ({ $classes })
rules-with-note = { $text }. Note: { $note }

# Adopting
rules-adopt-title = Adopt rules
rules-adopt-lead = Paste the text of a rule set (TOML), or upload it as a file. Check it first, then adopt it. It holds from the day it says.
rules-adopt-text = Text of the rule set
rules-adopt-file = or a file
rules-adopt-check = Check
rules-adopt-go = Adopt
rules-adopt-good = Nothing is wrong, it can be adopted: { $title }, version { $version }.
rules-adopt-already = This version was adopted before, with the very same text.
rules-adopt-changes = Compared with version { $version }, which is in force
rules-problems = { $n ->
    [one] { $n } thing is wrong
   *[other] { $n } things are wrong
}
rules-problem-line = Line { $line }
rules-problem-whole = The text
rules-not-utf8 = The file is not text in UTF-8
rules-api-list = List rule sets
rules-api-read = Read a version of a rule set
rules-api-adopt = Adopt a rule set
rules-api-check = Check the text of a rule set
rules-api-withdraw = Withdraw a version of a rule set

# What is wrong with a text, and what to do
rules-wrong-too-big = The text is too long: at most { $max } bytes. Split it into several sets.
rules-wrong-not-toml = This is not TOML: { $says }. Look at quotation marks, brackets and equals signs.
rules-wrong-missing = This is missing. Add it.
rules-wrong-unknown = There is no such key. Check its spelling; here you can write: { $known }.
rules-wrong-not-text = A text is expected here. Put it in quotation marks.
rules-wrong-not-whole = A whole number is expected here, without quotation marks or a decimal point.
rules-wrong-not-table = A group of keys is expected here, such as { "{" } a = 1, b = 2 { "}" }.
rules-wrong-not-list = A list is expected here, such as [1, 2].
rules-wrong-not-date = A date is expected here, such as 2026-11-23.
rules-wrong-not-hour = An hour is expected here, such as 08:00.
rules-wrong-not-day = A month and day are expected here, such as 05-31.
rules-wrong-empty = There is nothing in it. Fill it in or take it out.
rules-wrong-too-long = Too long: at most { $max } characters.
rules-wrong-too-many = Too many: at most { $max }.
rules-wrong-out-of-range = Out of range: from { $min } to { $max }.
rules-wrong-not-one-of = It must be one of: { $choices }.
rules-wrong-twice = “{ $name }” is given twice. Choose another id.
rules-wrong-not-an-id = An id has small letters, digits, hyphens and low lines only.
rules-wrong-not-a-mark = A mark begins with C, K:h, K:m, K:l or P, or says to be confirmed.
rules-wrong-not-a-jurisdiction = A jurisdiction is a country in two small letters, a country with the first digits of its areas (xx-21), or an area code of 6, 9 or 12 digits.
rules-wrong-not-a-zone = There is no such time zone. Write a name such as Europe/Paris.
rules-wrong-not-a-language = A language is two small letters, such as en.
rules-wrong-not-an-area = An area code of 6, 9 or 12 digits is expected here.
rules-wrong-not-a-shape = The shape cannot be read: one character or [range] a place, and levels that rise to the number of places.
rules-wrong-not-of-shape = The code does not have the shape { $shape }.
rules-wrong-no-parent = The code above it, { $parent }, is not in the tree. List it as well.
rules-wrong-not-falling = The numbers must fall from grade I to grade IV.
rules-wrong-reversed = The end must come after the beginning.
rules-wrong-not-declared = “{ $name }” is declared neither here nor by a set in force. Check its spelling, or first adopt the set that declares it.
rules-wrong-one-of = Exactly one of these must be given: { $keys }.
rules-wrong-other-elsewhere = “{ $name }” is of another sort in { $set }. Both must agree.
rules-wrong-more = { $count } more things are wrong and not listed.

# Refusals
rules-refusal-other-text = Version { $version } of { $set } was adopted with another text.
rules-refusal-was-withdrawn = Version { $version } of { $set } was withdrawn and cannot be adopted again.
rules-refusal-new-version-hint = Give it a new version and adopt that.
rules-refusal-other-kind = { $set } has always been a set of kind “{ $kind }”, and stays one.
rules-refusal-other-kind-hint = Give it another id.
rules-refusal-needs-beginning = { $set } has a version already. A new one must say from which day it holds, or old incidents would change their law.
rules-refusal-needs-beginning-hint = Add a line valid_from with the day.
rules-refusal-loose-ends = { $n ->
    [one] { $n } thing is named that nobody declares
   *[other] { $n } things are named that nobody declares
}: { $names }.
rules-refusal-loose-ends-hint = Check the spelling, or first adopt the set that declares them.
rules-refusal-full = The book already holds { $max } versions.
rules-refusal-not-there = There is no version { $version } of { $set }.
rules-refusal-needs-reason = Say why it is withdrawn.
rules-refusal-reason-too-long = The reason may have at most { $max } characters.
