# Incidents: intake, grade, figures, telling, clocks.

# Punctuation and joining
incidents-comma = ,{ " " }
incidents-and = ,{ " " }
incidents-stop = .{ " " }
incidents-path-joint = ,{ " " }
incidents-yes = yes
incidents-no = no
incidents-value-unit = { $value } { $unit }
incidents-figure-is = { $name }: { $value }
incidents-figure-unknown = { $name }: to be verified
incidents-to-be-verified = to be verified

# Pages
incidents-list-title = Incidents
incidents-new-title = New call
incidents-paper-title = Enter a paper sheet
incidents-about-title = About it
incidents-change-title = Change and handle
incidents-map-title = Map
incidents-reports-title = Reports and instructions
incidents-reports-open = Open reports and instructions
incidents-save = Save
incidents-search = Number, words, place
incidents-filter = Filter
incidents-filter-more = Class, area, times
incidents-filter-clear = Clear the filter
incidents-print = Print
incidents-take-out = Take out as a table
incidents-contact-book = Look in the contact book

# The call card
incidents-words = What the caller says
incidents-about-words = Words
incidents-words-like = Write whatever you hear; one word can be saved
incidents-card-save = Save
incidents-card-check = Check for duplicates (does not save)
incidents-card-keys = Enter saves, Shift+Enter begins a new line, Tab goes on; one word is enough
incidents-card-figures = How many (leave empty what is not clear)
incidents-card-more = Times, point, marking
incidents-no-state-secrets = No state secrets in this system
incidents-class = Class
incidents-class-like = Name, initials or code
incidents-class-unknown = Class to be verified
incidents-class-unread = No class is known by this; choose one that is suggested, or leave it empty
incidents-place = Place
incidents-place-like = Village, road, firm
incidents-place-unknown = Place to be verified
incidents-point = Point
incidents-lat = Latitude
incidents-lon = Longitude
incidents-datum = Datum
incidents-area = Area
incidents-area-by-words = As words and point say
incidents-caller = Caller
incidents-call-back = Call back on
incidents-marking = Marking
incidents-marking-public = Public
incidents-marking-internal = Internal
incidents-marking-work-secret = Work secret
incidents-kept-behind = [{ $name }] { $words }
incidents-unread = “{ $name }” could not be read; it stands behind the words of the call
incidents-paper-taken-by = Taken by
incidents-paper-sheet = Number of the sheet
incidents-paper-basis = paper sheet { $sheet }
incidents-empty-is-unknown = Leave it empty if it is not clear
incidents-empty-is-now = Empty means now
incidents-time-like = 3:05 or 11-22 23:50
incidents-time-unread = Not read as a time: write 3:05 or 11-22 23:50

# Hints
incidents-hints-title = This may be the same
incidents-hints-place = Place that the words name
incidents-hints-places = Places that they may mean
incidents-hints-add = Add these words to it instead
incidents-why-near = { $n } m away
incidents-why-same-area = same place
incidents-why-within = { $n } min apart
incidents-why-same-class = same class
incidents-why-like-words = like words

# To read aloud and to send
incidents-aloud-title = To read aloud
incidents-aloud-where-what = { $what } at { $place }
incidents-aloud-what = { $what }
incidents-aloud-where-words = { $place }: { $words }
incidents-aloud-since = { $what }, reported { $time }
incidents-aloud-as-of = As of { $time } { $figures }
incidents-aloud-declared = Declared { $grade }
incidents-aloud-assessed = Assessed { $grade }
incidents-aloud-possible = Possibly { $grade }
incidents-aloud-ungraded = Grade to be verified
incidents-aloud-number = No. { $number }
incidents-message-title = Short message ({ $n } characters, at most 200)
incidents-message-words = { " " }The caller says: { $words }

# The head
incidents-number = Number
incidents-what = Incident
incidents-grade = Grade
incidents-grade-assessed = Assessed
incidents-grade-possible = Possible
incidents-grade-declared = Declared
incidents-grade-duties = Duties by
incidents-grade-by = { $had } ({ $rule })
incidents-grade-take-back = take the declaration back
incidents-grade-highest = the highest of assessed and possible again
incidents-lack-not-graded = incidents of this class are not graded
incidents-lack-no-class = the class is not clear yet
incidents-lack-no-rule = no rule in force grades this class
incidents-lack-no-figure = no figure yet that a grade could rest on
incidents-lack-nothing-reached = the figures reach no grade
incidents-standing = Standing
incidents-standing-open = Open
incidents-standing-closed = Closed
incidents-standing-false-alarm = False alarm
incidents-sensitive = Sensitive
incidents-source = Came by
incidents-source-phone = telephone
incidents-source-api = the program interface
incidents-source-import = a file
incidents-source-paper = a paper sheet
incidents-time-occurred = Happened
incidents-time-known = Known there
incidents-time-received = Received
incidents-time-signed = Signed
incidents-time-controlled = Under control
incidents-time-stable = Stable
incidents-changed = Last changed
incidents-gap-later = { $gap } later
incidents-gap-earlier = { $gap } earlier
incidents-fears = Could get worse
incidents-supplement = Figures still count until
incidents-rules-kept = Rules that hold
incidents-place-by-words = words only
incidents-place-by-city = known to the city
incidents-place-by-county = known to the county
incidents-place-by-township = known to the township
incidents-place-by-village = known to the village
incidents-place-by-point = point given
incidents-place-outside = outside the city
incidents-place-disagrees = point and words disagree
incidents-passed-on-to = passed on to { $to }
incidents-erased = These words have been erased by law

# Clocks and the four strips
incidents-clocks-title = Running clocks
incidents-clocks-none = No clock is running
incidents-clocks-more = { $n ->
    [one] { $n } more
   *[other] { $n } more
}
incidents-strip-up = Up
incidents-strip-inside = Inside
incidents-strip-sideways = Sideways
incidents-strip-down = Down
incidents-strip-told = { $told } of { $all } told
incidents-strip-nobody = Nobody has to be told
incidents-strip-others = What other links owe ({ $n })
incidents-strip-below-none = Nobody below to tell
incidents-instruction = Instruction
incidents-line-party = Party
incidents-line-government = Government
incidents-line-department = Department
incidents-line-neighbours = Neighbours
incidents-line-garrison = Garrison
incidents-line-other = Other
incidents-channel-phone = by phone
incidents-channel-written = in writing
incidents-channel-any = by phone or in writing
incidents-report-first = first report
incidents-report-follow-up = follow-up
incidents-report-zero = zero report
incidents-report-correction = correction
incidents-report-verified = verified report
incidents-report-final = final report
incidents-report-notice = notice
incidents-duty = Duty to report
incidents-duty-part = { $report } { $channel }
incidents-duty-at-once = at once
incidents-duty-waits = not yet begun
incidents-duty-earlier-link = overdue when it came in (the link before)
incidents-duty-assumed = unclear, so the strictest
incidents-duty-explained = explained: { $why }

# The leader sheet
incidents-sheet-title = Leader sheet
incidents-sheet-all-told = All have been told
incidents-sheet-nobody = By the rules in force no leader has to be told of this
incidents-sheet-no-post = The contact book has no such post.
incidents-sheet-note-call = Note the call
incidents-sheet-others = { $n ->
    [one] { $n } other to ring
   *[other] { $n } others to ring
}
incidents-said = What they said
incidents-said-by = What was said by: { $who }
incidents-told = Told
incidents-not-reached = Not reached
incidents-not-reached-next = Not reached, next
incidents-instruct = Make it an instruction
incidents-send-message = Send message
incidents-call-who = Who was rung
incidents-call-outcome = Outcome

# Figures
incidents-figures-title = Figures
incidents-item = Item
incidents-value = Value
incidents-value-quoted = Adopted
incidents-value-empty = empty if unknown
incidents-as-of = As of
incidents-figure-source = Source
incidents-other-sources = Other sources
incidents-figure-enter = Enter figure
incidents-figure-reason = Reason (needed for a correction)
incidents-figure-exceeded = another source gives more
incidents-adopt = Adopt
incidents-verified = Verified
incidents-unverified = Unverified
incidents-from-caller = caller
incidents-from-scene = scene
incidents-from-below = duty room below
incidents-from-hospital = hospital
incidents-from-police = police

# Timeline
incidents-timeline-title = Timeline
incidents-timeline-none = Nothing is on record yet
incidents-timeline-earlier = { $n ->
    [one] { $n } earlier line
   *[other] { $n } earlier lines
}
incidents-opened-by = Who has opened it ({ $n })
incidents-entered = entered
incidents-note = Word from the scene, measure, call
incidents-note-title = Write into the timeline
incidents-note-add = Write
incidents-line-received = Put on record ({ $source })
incidents-line-described = Words of the call changed
incidents-line-classified = Class set: { $class }
incidents-line-located = Place changed
incidents-line-timed = { $name }
incidents-line-untimed = Taken back: { $name }
incidents-line-tagged = Tags changed
incidents-line-figure = { $source } gives { $figure }
incidents-line-figure-adopted = { $source } gives { $figure }, adopted
incidents-line-adopted = Adopted from { $source }: { $figure }
incidents-line-feared = How it could get worse
incidents-line-judged = Assessed again by the rules
incidents-line-assessed = Assessed: { $from } → { $to }
incidents-line-possible = Possible: { $from } → { $to }
incidents-line-flags = Sensitive: { $flags }
incidents-line-told = Told: { $who }
incidents-line-not-reached = Not reached: { $who }
incidents-line-duty-met = Reported: { $duty }
incidents-line-noted = Note
incidents-line-declared = Grade declared: { $grade }
incidents-line-undeclared = Declaration taken back
incidents-line-lowered = Duties run from { $grade }
incidents-line-unlowered = Duties run from the highest again
incidents-line-explained = Lateness explained
incidents-line-found = Found { $what }: { $about }
incidents-line-passed-on = Passed on to { $to }
incidents-line-false-alarm = Found to be a false alarm
incidents-line-closed = Closed
incidents-line-final-report = the final report has gone
incidents-line-reopened = Opened again
incidents-who-on-post = { $name } ({ $post })
incidents-who-nameless = account …{ $id }
incidents-who-token = program interface
incidents-who-token-for = program interface: { $what }
incidents-who-system = the program
incidents-who-public = the public

# After saving
incidents-news-saved = Saved
incidents-news-assessed = Assessed grade: { $from } → { $to }
incidents-news-possible = Possible grade: { $from } → { $to }
incidents-news-declared = Declared grade: { $from } → { $to }
incidents-news-duty-grade = Duties run from: { $from } → { $to }
incidents-news-duties = { $n ->
    [one] { $n } new duty to report: { $first }, by { $time }
   *[other] { $n } new duties to report, soonest: { $first }, by { $time }
}
incidents-news-duties-gone = { $n ->
    [one] { $n } duty no longer applies
   *[other] { $n } duties no longer apply
}
incidents-news-steps = Also to be told: { $who }
incidents-news-flags = Newly sensitive: { $flags }

# Small forms
incidents-to-the-form = Go to it
incidents-reason = Reason
incidents-at = Time
incidents-claimed-by = Who says so
incidents-basis = On what basis
incidents-tags = Tags
incidents-form-words = Put the words otherwise
incidents-form-words-lead = The former words stay in the timeline.
incidents-form-class = Change the class
incidents-form-place = Change the place
incidents-form-time = Enter a time
incidents-form-time-which = Which time
incidents-form-time-empty = Empty takes it back
incidents-form-tags = Tags
incidents-form-grade = Declare a grade
incidents-form-duty-grade = Lower the grade of duties
incidents-form-duty-grade-lead = Duties run from the highest of assessed and possible. You answer for lowering it; the reason stays for ever.
incidents-form-fear = How it could get worse
incidents-form-fear-lead = The dike could break, the tank could burst: it raises the possible grade and tightens the clocks.
incidents-fear-keep = On record (untick what is no longer possible)
incidents-fear-why = What else could happen
incidents-fear-no-item = no figure
incidents-fear-no-grade = no grade
incidents-form-adoption = Adopt another source
incidents-form-adoption-which = Which entry
incidents-form-call = Note another call
incidents-form-call-lead = To somebody who is not on the leader sheet.
incidents-form-lateness = Explain lateness
incidents-form-transfer = Pass on
incidents-transfer-to = To whom
incidents-transfer-receipt = Who took it, under which number
incidents-form-finding = Find reported late, left out, falsely or concealed
incidents-form-finding-lead = You find it, by evidence; it stays for ever.
incidents-finding-what = Finding
incidents-finding-about = About which body
incidents-finding-evidence = Evidence
incidents-finding-late = reported late
incidents-finding-left-out = left out
incidents-finding-false = reported falsely
incidents-finding-concealed = concealed
incidents-form-false-alarm = False alarm
incidents-form-false-alarm-lead = Say how it is known that it did not happen.
incidents-form-closure = Close
incidents-form-closure-lead = Where a final report went, close on its page; where there is none, say why.
incidents-form-reopening = Open again

# The list
incidents-any = any
incidents-at-least = { $grade } or graver
incidents-from = Received from
incidents-until = Received before
incidents-order = Order
incidents-order-received = last received first
incidents-order-changed = last changed first
incidents-order-gravest = gravest first
incidents-list-empty = There are no incidents yet. When the telephone rings, put it on record first.
incidents-list-nothing = No incident fits. Widen the filter or clear it.

# Replay
incidents-replay-title = Replay: as it was known
incidents-replay-banner = Replay: what was known at { $time }; nothing can be changed here
incidents-replay-back = Back to now
incidents-replay-before = Step before
incidents-replay-after = Step after
incidents-replay-slide = Which step
incidents-replay-at = At a time
incidents-replay-show = Show
incidents-replay-moments = { $n ->
    [one] { $n } step
   *[other] All { $n } steps
}

# Refusals and hints
incidents-refused-not-found = There is no such incident, or not for you
incidents-refused-nothing-said = Nothing was given. One word, one number or one place is enough
incidents-refused-is-closed = The incident is closed
incidents-refused-is-false-alarm = The incident was found to be a false alarm
incidents-refused-window-over = The time in which changed figures still count has passed
incidents-refused-unknown-class = No class has the code “{ $text }”
incidents-refused-unknown-item = No item is called “{ $text }”
incidents-refused-impossible-figure = { $value } is no possible figure
incidents-refused-unknown-entry = This item has no such entry
incidents-refused-falls-without-reason = The count falls from { $from } to { $to }: say why
incidents-refused-no-reason = A reason is needed
incidents-refused-too-long = Too long: at most { $max }
incidents-refused-unknown-duty = There is no such duty
incidents-refused-changed = Somebody changed this in version { $version }, after you saw it
incidents-refused-in-the-future = A time cannot lie in the future
incidents-refused-no-final-report = Closing needs a final report or a reason
incidents-hint-reopen = To go on, open it again and say why
incidents-hint-final-report = Send the final report first, or say why there is none
incidents-hint-changed = Look at the value as it is now and decide again; what you typed is still here
incidents-hint-class = Look it up by name, initials or code
incidents-hint-window-over = Open the incident again, or enter it as a finding

# The API
incidents-api-create = Put an incident on record
incidents-api-list = Incidents
incidents-api-one = One incident
incidents-api-duplicates = Likely duplicates
incidents-api-timeline = The timeline of an incident
incidents-api-entries = Figures by source
incidents-api-steps = The leader sheet of an incident
incidents-api-classes = Search the class tree
incidents-api-figures = Enter a figure
incidents-api-adoptions = Adopt a figure
incidents-api-fears = How it could get worse
incidents-api-grade = Declare a grade
incidents-api-duty-grade = The grade that duties run from
incidents-api-summary = Change the words
incidents-api-class = Change the class
incidents-api-place = Change the place
incidents-api-times = Claim a time
incidents-api-tags = Tags
incidents-api-calls = Note a call to somebody inside
incidents-api-notes = Write into the timeline
incidents-api-lateness = Explain lateness
incidents-api-closure = Close
incidents-api-reopening = Open again
incidents-api-false-alarm = False alarm
incidents-api-transfer = Pass on
incidents-api-findings = Enter a finding on reporting

# Wrong fields
incidents-wrong-time = Not a time: write 2026-11-23T03:12, or RFC 3339 with an offset
incidents-wrong-too-long = Too long
incidents-wrong-grade = A grade is I, II, III or IV
incidents-wrong-area = Not an area code of 6, 9 or 12 digits
incidents-wrong-limit = A number from 1 to 200
incidents-wrong-id = Not an id

# Import
incidents-import-title = Import calls
incidents-import-lead = Takes in calls of other systems or of paper ledgers from CSV or Excel (.xlsx), a row a call. Heads may be in English or Chinese, and a title may stand above them; what is on record already is passed over; while one row is wrong nothing is taken in.
incidents-import-file = File
incidents-import-limits = At most { $mib } MB and { $rows } rows. The list of incidents can be taken in again as it was taken out.
incidents-import-dry = Check only
incidents-import-do = Check and take in
incidents-import-template = An empty table
incidents-import-no-file = Choose a file
incidents-import-checked = { $n ->
    [one] Checked, and nothing is wrong: { $n } call can be put on record.
   *[other] Checked, and nothing is wrong: { $n } calls can be put on record.
}
incidents-import-faulty = { $n ->
    [one] { $n } fault: nothing was put on record. Mend the table and choose it again.
   *[other] { $n } faults: nothing was put on record. Mend the table and choose it again.
}
incidents-import-done = { $n ->
    [one] { $n } call is on record
   *[other] { $n } calls are on record
}
incidents-import-same = All calls of the file are on record already
incidents-import-already = { $n ->
    [one] { $n } row is on record already and was passed over
   *[other] { $n } rows are on record already and were passed over
}
incidents-import-faults = Rows that are wrong
incidents-import-row = Row
incidents-import-column = Column
incidents-import-said = Says
incidents-import-problem = What is wrong
incidents-import-what-to-do = What to do
incidents-import-more = Only the first { $n } are listed
incidents-import-passed-over = Sheets that were not recognised and were passed over: { $names }
incidents-import-unread = Columns that were not recognised and were ignored: { $names }
incidents-import-ended = Had ended before it was taken in
incidents-file-no-heading = No heads of calls were found
incidents-file-no-heading-hint = There must be a column for what the caller says, or two of time, place and class. An empty table can be taken out.
incidents-row-not-a-time = Not a time
incidents-row-not-a-time-hint = Write 2026-07-21 03:12: a year of four digits, with hour and minute
incidents-row-not-a-number = Not a number
incidents-row-not-a-figure = Not a figure
incidents-row-not-a-figure-hint = Digits alone, without a unit; leave it empty if it is not clear
incidents-row-not-a-class = No class is known by this
incidents-row-not-a-word = Not a word that this column takes
incidents-row-not-a-place = The place makes no sense
incidents-row-not-a-place-hint = Look at coordinates, datum and area code
incidents-row-not-yours = It lies in an area for which you put nothing on record
incidents-row-not-yours-hint = The duty room of that area puts it on record
incidents-row-cell-fault = The cell holds the error of a formula
incidents-area-code = Area code
incidents-time-marks = -/.:
incidents-also-received-at = received;reported at;call time;time received;timestamp
incidents-also-occurred-at = occurred;happened at;time of event
incidents-also-known-at = known
incidents-also-class = category;type;kind
incidents-also-area = area code
incidents-district = District
incidents-also-district = county;township;ward
incidents-also-place = address;location;addr
incidents-also-lat = lat
incidents-also-lon = lng;long
incidents-also-summary = words;description;desc;text;what happened
incidents-also-caller = caller name;reported by
incidents-also-marking = classification
incidents-also-standing = status;state
incidents-api-import = Import calls

# People called to it
incidents-members-title = Called to it
incidents-members-none = Nobody was called to it from another area or body
incidents-member-until = Until
incidents-member-until-hint = Empty: until the incident ends
incidents-member-let-go = Let go
incidents-member-let-go-who = Let { $who } go
incidents-member-whom = Whom
incidents-member-whom-hint = Type a name, a post or an area and choose; a whole post can be called
incidents-member-offered = { $name } · { $post }
incidents-member-post-offered = { $post } · everybody
incidents-member-post-at = { $post }, { $area }
incidents-member-unread = It cannot be told who is meant: choose one that is suggested
incidents-form-call-in = Call somebody to it
incidents-form-call-in-lead = They see this incident and work on it, wherever their post is. It ends with the incident, and opening that again does not bring them back.
incidents-line-called-in = Called to it: { $who }
incidents-line-let-go = Let go: { $who }
incidents-refused-too-many-members = At most { $max } people are called to one incident
incidents-refused-called-again = They were called again since, and stay
incidents-api-members = Who was called to an incident
incidents-api-candidates = Who can be called to it
incidents-api-call-in = Call somebody to it
incidents-api-let-go = Let somebody go
incidents-wrong-member = There is no such account or post, or nobody holds it; one of the two is given
