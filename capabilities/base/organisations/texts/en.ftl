# Contact book
organisations-contacts-title = Contact book
organisations-contacts-search = Body, name, initials, title or number
organisations-contacts-search-hint = e.g. emergency main duty
organisations-contacts-area = Area
organisations-contacts-area-all = All areas
organisations-contacts-body-kind = Sort of body
organisations-contacts-post-kind = Sort of post
organisations-contacts-any = Any
organisations-contacts-find = Find
organisations-contacts-clear = Clear
organisations-contacts-none = Nothing found
organisations-contacts-none-hint = Try initials, a title or part of a number. If the contact book is still empty, begin with the import.
organisations-contacts-export = Take out as Excel
organisations-contacts-paper = For printing
organisations-contacts-no-phone = No duty number
organisations-vacant = Vacant
organisations-erased = Personal details erased by law
organisations-extension = { $number } ext. { $extension }
organisations-call = Call { $name } { $number }
organisations-number-none = No number

# Tree
organisations-tree-title = Organisations
organisations-tree-of = Bodies of { $name }
organisations-tree-none = No body is entered at this level yet
organisations-tree-below = Areas below
organisations-tree-bodies = Bodies
organisations-tree-outside = Bodies outside the city
organisations-tree-outside-hint = The levels above, neighbours, the garrison: called and reported to, not run by this city.
organisations-tree-new = New body
organisations-tree-import = Import
organisations-outside-mark = outside

# A body
organisations-body-about = About
organisations-body-phones = Numbers
organisations-body-posts = Posts and people
organisations-body-posts-none = No posts yet
organisations-body-lines = Reports to
organisations-body-lines-none = No addressees entered
organisations-body-reporting = Who reports to it
organisations-body-children = Bodies below
organisations-body-edit = Change
organisations-body-edit-of = Change { $name }
organisations-body-new = New body
organisations-body-dissolved = This body was dissolved
organisations-body-dissolve = Dissolve
organisations-body-dissolve-hint = It disappears from the contact book; its history stays. Its posts, the bodies below it and those reporting to it must be moved first.
organisations-body-new-post = New post
organisations-body-save = Save
organisations-body-cancel = Do not save
organisations-body-parent = Belongs to
organisations-body-several-hint = Divide several numbers by semicolons, the one to try first in front.
organisations-body-code-hint = Its one key, of letters, digits and . - _ /; it never changes.
organisations-body-parent-hint = The code of the body above; empty for none.
organisations-body-field-hint = The word by which rules find it, such as emergency or fire; empty for none.
organisations-body-line-hint = One code a line, the one to tell first on top.

# A post
organisations-post-title = { $title } · { $body }
organisations-post-new = New post · { $body }
organisations-post-holder = Holder
organisations-post-holder-hint = Leave the name empty for a vacant post. The same name with another number is a correction; another name is another person.
organisations-post-deputies = Who stands in
organisations-post-deputies-hint = Whom to try when the holder is not reached: one code of a post a line.
organisations-post-code-hint = May stay empty: it is made of the body's code and the title.
organisations-post-abolish = Abolish
organisations-post-abolish-hint = It disappears from the contact book; its history stays.
organisations-post-abolished = This post was abolished
organisations-erase-title = Erase personal details
organisations-erase-hint = Name and numbers, as they are and as they ever were, are erased for ever. Only a skeleton stays.
organisations-erase-why = Reason, without naming anybody
organisations-erase-law = By which law
organisations-erase-do = Erase for ever

# Import
organisations-import-title = Import
organisations-import-lead = Takes in bodies, posts with people, and reporting lines from CSV or Excel (.xlsx). Heads may be in English or Chinese; an empty cell leaves what is there, a single hyphen takes it away, and nobody is removed for not being listed.
organisations-import-files-hint = None of the three is mandatory; an Excel file with several sheets may be chosen in any of them. At most 8 MB a file and 20,000 rows in all.
organisations-import-dry = Check only
organisations-import-do = Check and take in
organisations-import-template = Empty tables
organisations-import-no-file = Choose a file
organisations-import-checked = Checked, and nothing is wrong. This is what would change.
organisations-import-faulty = { $n ->
    [one] One thing is wrong, and nothing was taken in. Put it right in the file and choose it again.
   *[other] { $n } things are wrong, and nothing was taken in. Put them right in the file and choose it again.
}
organisations-import-done = Taken in
organisations-import-same = The file says what the contact book says already; nothing to change
organisations-import-kind = What
organisations-import-bodies = Bodies
organisations-import-posts = Posts
organisations-import-people = People
organisations-import-reporting = Reporting lines
organisations-import-new = New
organisations-import-changed = Changed
organisations-import-unchanged = Unchanged
organisations-import-sheet = Sheet
organisations-import-row = Row
organisations-import-column = Column
organisations-import-said = Says
organisations-import-problem = What is wrong
organisations-import-what-to-do = What to do
organisations-import-more = Only the first { $n } are listed
organisations-import-passed-over = Sheets that were not recognised and were passed over: { $names }
organisations-import-unread = Columns that were not recognised and were ignored: { $names }

# API and actions
organisations-api-contacts = Search the contact book
organisations-api-list = List bodies
organisations-api-body = One body
organisations-api-found = Enter a body
organisations-api-change = Change a body
organisations-api-line = Set whom a body reports to
organisations-api-dissolve = Dissolve a body
organisations-api-establish = Enter a post
organisations-api-post = One post
organisations-api-change-post = Change a post
organisations-api-holder = Set who holds a post
organisations-api-vacate = Leave a post vacant
organisations-api-abolish = Abolish a post
organisations-api-erase = Erase personal details
organisations-api-import = Import bodies, posts and people

# Columns
organisations-column-code = Code
organisations-column-code-also = Key;Post code
organisations-column-name = Name of body
organisations-column-name-also = Full name;Body name
organisations-column-short-name = Short name
organisations-column-short-name-also = Abbreviation
organisations-column-kind = Kind
organisations-column-kind-also = Sort;Type
organisations-column-field = Field
organisations-column-field-also = Field of work
organisations-column-level = Level
organisations-column-level-also = Tier
organisations-column-area = Area code
organisations-column-area-also = Division code
organisations-column-parent = Code of body above
organisations-column-parent-also = Belongs to
organisations-column-standing = Own or outside
organisations-column-standing-also = Belonging
organisations-column-duty-phone = Duty phone
organisations-column-duty-phone-also = 24-hour phone
organisations-column-office-phone = Office phone
organisations-column-office-phone-also = Office number
organisations-column-fax = Fax
organisations-column-fax-also = Fax number
organisations-column-satellite-phone = Satellite phone
organisations-column-satellite-phone-also = Satellite number
organisations-column-mailbox = Mailbox of body
organisations-column-mailbox-also = Office mailbox
organisations-column-body = Code of body
organisations-column-body-also = Body code
organisations-column-title = Title
organisations-column-title-also = Post;Position
organisations-column-order = Order
organisations-column-order-also = No.
organisations-column-person = Person
organisations-column-person-also = Holder;Contact
organisations-column-mobile = Mobile
organisations-column-mobile-also = Mobile number;Cell
organisations-column-desk-phone = Desk phone
organisations-column-desk-phone-also = Landline
organisations-column-email = E-mail
organisations-column-email-also = Mail
organisations-column-deputies = Stand-ins
organisations-column-deputies-also = Who stands in
organisations-column-line = Reporting line
organisations-column-line-also = Channel
organisations-column-to = Code of addressee
organisations-column-to-also = Addressee

# Sorts of bodies
organisations-body-kind-party = Party committee
organisations-body-kind-government = Government
organisations-body-kind-duty-room = Duty room
organisations-body-kind-department = Department
organisations-body-kind-headquarters = Headquarters
organisations-body-kind-grassroots = Township or street
organisations-body-kind-force = Rescue force
organisations-body-kind-garrison = Garrison
organisations-body-kind-enterprise = Company
organisations-body-kind-institution = Institution
organisations-body-kind-media = Media
organisations-body-kind-association = Association
organisations-body-kind-other = Other body

# Levels
organisations-level-national = Country
organisations-level-province = Province
organisations-level-city = City
organisations-level-county = County or district
organisations-level-township = Township or street
organisations-level-village = Village or community

# Standing
organisations-standing-own = Own
organisations-standing-outside = Outside

# Lines
organisations-line-party = Party line
organisations-line-government = Government line
organisations-line-department = Department line
organisations-line-neighbours = Neighbours
organisations-line-garrison = Garrison
organisations-line-other = Others

# Sorts of posts
organisations-post-kind-area-leader = Leader of the area
organisations-post-kind-area-deputy = Deputy leader of the area
organisations-post-kind-secretary-general = Secretary-general
organisations-post-kind-head = Head of the body
organisations-post-kind-deputy-head = Deputy head
organisations-post-kind-leader-in-charge = Leader in charge
organisations-post-kind-shift-chief = Shift chief
organisations-post-kind-main-duty = Main duty officer
organisations-post-kind-deputy-duty = Second duty officer
organisations-post-kind-backup = Backup
organisations-post-kind-liaison = Liaison
organisations-post-kind-information-officer = Information officer
organisations-post-kind-spokesperson = Spokesperson
organisations-post-kind-technical = Technical
organisations-post-kind-other = Other post

# What numbers are for
organisations-phone-use-duty = Duty
organisations-phone-use-office = Office
organisations-phone-use-fax = Fax
organisations-phone-use-satellite = Satellite

# Refusals
organisations-missing = { $what ->
    [code] The code is missing
    [name] The name of the body is missing
    [title] The title is missing
    [person] The name of the person is missing
   *[other] Something that must be filled is empty
}
organisations-too-long = { $what ->
    [code] A code has at most { $max } characters
    [name] The name of a body has at most { $max } characters
    [short_name] A short name has at most { $max } characters
    [field] A field has at most { $max } characters
    [title] A title has at most { $max } characters
    [person] A name has at most { $max } characters
   *[other] At most { $max } characters
}
organisations-too-many = { $what ->
    [duty_phone] A body has at most { $max } numbers
    [to] A line has at most { $max } addressees
    [deputies] At most { $max } posts stand in
   *[other] At most { $max }
}
organisations-out-of-range = The order is a whole number from 1 to { $max }
organisations-not-a-code = { $what ->
    [field] A field has only letters, digits and . - _ /
   *[other] A code has only letters, digits and . - _ /
}
organisations-not-a-code-hint = Take out blanks, quotes and brackets.
organisations-twice = { $what ->
    [duty_phone] The same number stands there twice
    [to] The same addressee stands there twice
    [deputies] The same post stands there twice
   *[other] The same thing stands there twice
}
organisations-not-there = { $thing ->
    [body] There is no such body
    [post] There is no such post
   *[other] There is no such person
}
organisations-not-there-hint = Look for it again in the contact book.
organisations-ended = { $thing ->
    [body] The body “{ $name }” was dissolved
   *[other] The post “{ $name }” was abolished
}
organisations-ended-hint = It can no longer change; enter it anew under its code to bring it back.
organisations-exists = { $thing ->
    [body] This id is already the body “{ $name }”
    [post] This id is already the post “{ $name }”
   *[other] This id is already another person
}
organisations-exists-hint = Open the form anew.
organisations-code-taken = The code “{ $code }” belongs to “{ $by }”
organisations-code-taken-hint = Choose another code, or change the one that has it.
organisations-points-nowhere = { $what ->
    [parent] There is no such body to belong to
    [to] There is no such addressee
    [body] There is no such body
    [person] There is no such person
   *[other] There is no such post to stand in
}
organisations-points-nowhere-hint = Check the code, or enter it first.
organisations-points-at-ended = { $what ->
    [parent] The body above, “{ $name }”, was dissolved
    [to] The addressee “{ $name }” was dissolved
    [body] The body “{ $name }” was dissolved
   *[other] The post “{ $name }” was abolished
}
organisations-points-at-ended-hint = Choose another one.
organisations-points-at-itself = { $what ->
    [parent] A body cannot belong to itself
    [to] A body cannot report to itself
   *[other] A post cannot stand in for itself
}
organisations-circle = { $what ->
    [parent] “{ $name }” belongs to this body already; they would go round in a circle
   *[other] Reports sent up through “{ $name }” would come back to this body
}
organisations-circle-hint = Change the other one first, then this one.
organisations-too-deep = { $what ->
    [parent] Bodies lie at most { $max } deep
   *[other] Reports go up at most { $max } steps
}
organisations-still-used = It cannot be dissolved yet: { $posts } posts, { $bodies } bodies below it, { $reporting } bodies reporting to it
organisations-still-used-hint = Abolish the posts, move the bodies, and give those reporting another addressee.
organisations-changed = { $what ->
    [name] Somebody changed the name after you opened it (change { $version })
    [parent] Somebody moved it after you opened it (change { $version })
    [kind] Somebody changed its kind after you opened it (change { $version })
    [duty_phone] Somebody changed the numbers after you opened it (change { $version })
    [mailbox] Somebody changed the mailbox after you opened it (change { $version })
    [to] Somebody changed the addressees after you opened it (change { $version })
    [title] Somebody changed the title after you opened it (change { $version })
    [deputies] Somebody changed who stands in after you opened it (change { $version })
   *[other] Somebody changed the holder after you opened it (change { $version })
}
organisations-changed-at = { $what ->
    [name] Somebody changed the name at { $at }, after you opened it
    [parent] Somebody moved it at { $at }, after you opened it
    [kind] Somebody changed its kind at { $at }, after you opened it
    [duty_phone] Somebody changed the numbers at { $at }, after you opened it
    [mailbox] Somebody changed the mailbox at { $at }, after you opened it
    [to] Somebody changed the addressees at { $at }, after you opened it
    [title] Somebody changed the title at { $at }, after you opened it
    [deputies] Somebody changed who stands in at { $at }, after you opened it
   *[other] Somebody changed the holder at { $at }, after you opened it
}
organisations-changed-hint = What you typed is still here. Look at it as it is now in another window, then decide.

# Files that cannot be read
organisations-file-too-large = The file is too large, packed or unpacked (limit { $mib } MB)
organisations-file-too-large-hint = Divide the table into several files.
organisations-file-too-many-rows = More than { $max } rows
organisations-file-too-many-columns = More than { $max } columns; take out those not needed
organisations-file-not-utf8 = Line { $line } is not UTF-8
organisations-file-not-utf8-hint = In Excel choose “Save as”, “CSV UTF-8”, or take in the .xlsx file itself.
organisations-file-old-workbook = An old Excel file (.xls), or one locked with a password
organisations-file-old-workbook-hint = Remove the password and save it as .xlsx.
organisations-file-broken = This Excel file cannot be opened; it may be damaged
organisations-file-broken-hint = Open it in a spreadsheet and save it as .xlsx again.
organisations-file-no-sheet = No heads of bodies, posts or reporting lines were found
organisations-file-no-sheet-hint = At the least: bodies need code, name, kind and area code; posts need code of body and title; lines need code of body, reporting line and code of addressee. Empty tables can be taken out.
organisations-file-column-twice = The head “{ $head }” stands in one sheet twice

# Rows that cannot be taken in
organisations-row-empty = Must be filled and is empty
organisations-row-too-long = Longer than { $max } characters
organisations-row-phone-short = Not a telephone number: too few digits
organisations-row-phone-long = Too many digits
organisations-row-phone-long-hint = Are these two numbers? Divide them by a semicolon; mobile and desk phone hold one each.
organisations-row-phone-strange = Not a telephone number: something in it cannot be dialled
organisations-row-phone-strange-hint = Only the number itself, such as 0421-0001234 ext. 802, without remarks.
organisations-row-phone-as-number = The cell is a number, so a zero in front may be lost
organisations-row-as-text-hint = Format the column as text and type it again.
organisations-row-not-an-email = Not an e-mail address
organisations-row-not-an-area = Not an area code
organisations-row-not-an-area-hint = 6, 9 or 12 digits; the page of places finds them.
organisations-row-area-unknown = This city has no such area
organisations-row-area-unknown-hint = Check the code; for bodies elsewhere put “outside” into the column of own or outside.
organisations-row-not-a-number = Not a whole number from 1
organisations-row-not-a-word = Not a word that this column knows
organisations-row-not-a-word-hint = Use one of: { $words }
organisations-row-a-date = The spreadsheet has made a date of it
organisations-row-cell-fault = The cell holds an error of a formula
organisations-row-cell-fault-hint = Type the content itself.
organisations-row-body-unknown = No body has this code, neither in the contact book nor in the file
organisations-row-body-unknown-hint = Check the code, or add the body to the sheet of bodies.
organisations-row-post-unknown = No post has this code, and none of this body has this title
organisations-row-post-unknown-hint = Check it; posts of other bodies need their code.
organisations-row-twice = The same as row { $row }
organisations-row-twice-hint = Delete one row, or use another code.
organisations-row-title-twice = The body has a post of this title in row { $row }
organisations-row-title-twice-hint = Give each of the two a code of its own.
organisations-row-person-differs = The same person has other numbers in row { $row }
organisations-row-person-differs-hint = Write the same in both.
organisations-row-nobody-named = A number without a name
organisations-row-nobody-named-hint = Give the name; shared numbers of a duty room belong into the sheet of bodies.
organisations-row-not-yours = Not in the area that you look after
organisations-row-not-yours-hint = Leave it to whoever looks after that area, or to the city.
