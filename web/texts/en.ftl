# Every word of the page frame.

web-language-zh = 中文
web-language-en = English
web-unknown = not known

# The frame
web-frame-skip = Skip to the content
web-frame-rail = Main navigation
web-frame-trail = Pages above this one
web-frame-pages = Pages of this section
web-frame-sign-out = Sign out
web-frame-light = Light
web-frame-dark = Dark

web-world-exercise = EXERCISE · not real, nothing is sent outside
web-world-replay = REPLAY · to look at, nothing can be changed

web-marking-internal = Internal
web-marking-work-secret = Work secret

# The rail, in the order of the work
web-rail-duty = Duty
web-rail-incidents = Incidents
web-rail-warnings = Warnings
web-rail-response = Response
web-rail-resources = Resources
web-rail-prevention = Prevention
web-rail-releases = Releases
web-rail-recovery = Recovery
web-rail-office = Office

# Severity
web-severity-1 = I red
web-severity-2 = II orange
web-severity-3 = III yellow
web-severity-4 = IV blue
web-grade-0 = Not graded
web-grade-1 = I Extraordinary
web-grade-2 = II Major
web-grade-3 = III Large
web-grade-4 = IV Ordinary

# Times and clocks
web-age-now = just now
web-age-minutes = { $n } min ago
web-age-hours = { $n } h ago
web-age-days = { $n } d ago
web-age-ahead = in { $left }
web-duration-minutes = { $n } min
web-duration-hours = { $big } h { $small } min
web-duration-days = { $big } d { $small } h
web-clock-left = { $left } left
web-clock-overdue = { $over } overdue
web-clock-due-at = Due at { $time }
web-clock-met = Done at { $time }
web-clock-met-late = Done, { $over } late

# Live updates
web-live-lost = The connection to the server is lost; what you see may be out of date. Reconnecting…
web-live-back = Connected again

# Drafts
web-draft-kept = Draft kept
web-draft-not-kept = The draft could not be kept
web-draft-found = Your unsent draft has been restored

# The command bar
web-find-open = Find or do
web-find-nothing = Nothing found. Try another word, a number or a place.

# Lists
web-list-pages = Pages of the list
web-list-shown = { $n } on this page
web-list-of = { $shown } on this page, { $total } in all
web-list-first = First page
web-list-next = Next page

# Exports
web-export-taken = Taken out by { $who } at { $at } ({ $zone })
web-export-cut = Only the first { $n } rows; the rest was not taken out

# Forms
web-field-needed = Please fill this in
web-field-too-long = At most { $max } characters; there are { $n }
web-field-number = A number from { $from } to { $to }; leave it empty if it is not known
web-field-time = A time such as 2026-11-23 03:12
web-field-choice = Please choose again

# When it cannot be done
web-trouble-fault = The system cannot do this now; nothing was changed
web-trouble-fault-hint = What you typed is still here: try again shortly. If it goes on, note it on paper and tell the administrator.
web-trouble-uncertain = Whether this was recorded is not known: the connection broke off just then
web-trouble-uncertain-hint = Look first whether it stands there. Sending the same form again records it once only.
web-trouble-busy = Too many requests just now
web-trouble-busy-hint = Try again in a few seconds; nothing was changed.
web-trouble-late = This took too long and was given up
web-trouble-cursor = This is not a cursor that this list gave
web-trouble-cursor-hint = Start again from the first page.
web-trouble-not-found = There is no such thing, or you may not see it
web-trouble-not-found-hint = Check the address; if somebody sent you the link, ask them.
web-trouble-sign-in = Please sign in
web-trouble-sign-in-hint = Your session may have ended. If you were filling in a form, sign in in another window, come back and send it again: nothing is lost.
web-trouble-sign-in-go = Sign in
web-trouble-not-allowed = Your post does not allow this
web-trouble-not-allowed-hint = If your duty requires it, change your post, or ask the leader in charge or the administrator.
web-trouble-forged = It is not certain that this came from one of our own pages
web-trouble-forged-hint = Reload the page and try again.
web-trouble-fields = Some entries need another look
web-trouble-fields-hint = Correct the marked ones and send again; everything else was kept.
web-trouble-unreadable = The request cannot be read
web-trouble-too-large = Too large: at most { $n } kB here
web-trouble-method = This address does not take such requests
web-trouble-request = Request

web-refused-no-sealed-text = There is no such sealed text
web-refused-erasure-needs-reason = Erasing personal data needs a reason and the law it follows
web-refused-export-nameless = What is taken out needs a name
web-refused-key-used-otherwise = This idempotency key was used for another request

# The API
web-api-title = API
web-api-about = The API can do whatever the pages can. Changes may carry Idempotency-Key and If-Match; what cannot be done is answered with problem+json (RFC 9457).
web-api-lead = The API can do whatever the pages can. Its whole description (OpenAPI 3.1):
web-api-method = Method
web-api-path = Path
web-api-what = What it does
web-api-who = Who may
web-api-openapi = This description
web-api-stream = Live updates
web-api-find = Find or do
web-api-draft = Read a draft
web-api-draft-keep = Keep a draft
web-api-draft-drop = Drop a draft
web-api-health = Health
web-api-metrics = Metrics

# Help
web-help-title = Help
web-help-keys = Keys
web-help-key-find = Opens the command bar: find anything, do anything
web-help-key-enter = In a field of one line: saves
web-help-key-ctrl-enter = In a field of several lines: saves
web-help-key-esc = Closes the command bar
web-help-severity = Severity
web-help-severity-text = Severity is always shown by a colour, a shape and a word. Red means grade I or overdue, and nothing else.
web-help-clocks = Clocks
web-help-clocks-text = Clocks count down in whole minutes, in seconds under five minutes. They turn amber at half of the time, red-edged at four fifths, and say "overdue" on red from then on, for ever.
web-help-live = Live updates
web-help-live-text = A change made elsewhere is on this page within a second. After ten seconds without a connection a banner across the screen says so, and goes when it is back.
web-help-pages = All pages
