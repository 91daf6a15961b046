# Incidents: intake, grade, figures, telling, clocks.

# Refusals and hints
incidents-refused-not-found = There is no such incident, or not for you
incidents-refused-nothing-said = Nothing was given. One word, one number or one place is enough
incidents-refused-is-closed = The incident is closed
incidents-refused-is-false-alarm = The incident was found to be a false alarm
incidents-refused-is-open = The incident is open
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
incidents-wrong-order = The order is received, changed or gravest
incidents-wrong-id = Not an id
