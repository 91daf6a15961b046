# The desk, the wall, the journal.

boards-queue-title = Desk
boards-queue-new = Take a call (new incident)
boards-queue-all-incidents = All incidents
boards-queue-first = The three that run out first
boards-queue-no-number = The contact book has no number for this
boards-queue-waiting = Waiting
boards-queue-count = { $n } in all
boards-queue-empty = Nothing waits. When the telephone rings, take the call: the clocks start by themselves.
boards-queue-open = Open
boards-queue-open-incidents = Open incidents
boards-queue-nothing-open = No incident is open

boards-wall-title = Wall
boards-wall-heading = emergency duty
boards-wall-map = map of the city
boards-wall-no-map = This city has no boundary data, so there is no map

boards-journal-title = Journal
boards-journal-head = Head
boards-journal-head-hint = Keep this line: with it, journal verify --head proves later that the journal was not cut or rewritten.
boards-journal-facts = Facts as recorded, newest first
boards-journal-position = Position
boards-journal-hash = Hash
boards-journal-signature = Signature
boards-journal-at = Entered
boards-journal-stream = Subject
boards-journal-kind = Fact
boards-journal-actor = Actor
boards-journal-cause = Cause
boards-journal-empty = Nothing is on record within what you may see
boards-journal-older = Earlier

boards-api-waiting = What waits for somebody
boards-api-map = Incidents on the map
boards-api-journal = The journal
boards-api-head = The signed head of the journal
boards-api-verify = Verify the journal
boards-api-erase = Erase sealed words by law
boards-queue-tell = Tell the { $who }
