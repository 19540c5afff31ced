"""Every limit of the hub in one list, with its reason."""

BODY_BYTES_MAX = 256 * 1024
"""A request body; the longest golden operation is under 8 KiB."""
DOCUMENT_TOKENS_MAX = 8_000
"""Tokens of a document: parsing stays under 20 ms."""
JSON_DEPTH_MAX = 32
"""Nesting of a JSON body; Python's parser recurses."""
FIELDS_MAX = 1_500
"""Fields of an operation after fragments are spread, counted before they are."""
DEPTH_MAX = 14
"""Nested selections: the deepest useful path of the schema has ten."""
ALIAS_BYTES_MAX = 63
"""A response key becomes a column name, and PostgreSQL cuts longer ones."""
PAGE_ROWS_DEFAULT = 50
"""Rows of a page when `first` is not given."""
PAGE_ROWS_MAX = 1_000
"""Rows of one page."""
HISTORY_ROWS_DEFAULT = 50
"""Entries of a student's history on a page that doesn't say how many: a screen of them."""
HISTORY_ROWS_MAX = 100
"""Entries of a student's history on a page at most: whom they name is read by id, and of one
entry that can be four people, where a filter takes 500."""
PAGE_PRODUCT_MAX = 50_000
"""Rows that nested pages can ask for together."""
DERIVED_ROWS = 100
"""Lines that a transcript may well have: what is worked out from them reads them all."""
DERIVED_MAX = 5_000
"""Rows of which nested pages have something worked out: rules take half a millisecond each."""
COUNT_ROWS_MAX = 10_000
"""`totalCount` stops here and says that it did."""
FILTER_LEAVES_MAX = 60
"""Comparisons of one `where`."""
FILTER_LIST_MAX = 500
"""Values of one `in`."""
SEARCH_CHARACTERS_MAX = 100
"""A name that is searched for: the longest of a district has about sixty."""
ROOT_FIELDS_MAX = 40
"""Root fields of one operation."""
QUEUE_BATCH = 500
"""Students whose doses are read at once for a queue: some 8,000 rows."""
QUEUE_STUDENTS_MAX = 5_000
"""Students of a school whose doses a page of its queue reads; no school of ours has as many."""
SCHEDULE_BATCH = 1_000
"""Students whose schedules are read at once for a school's board: some 7,000 rows."""
SCHEDULE_STUDENTS_MAX = 10_000
"""Students of a school whose schedules its board reads; no school of ours has as many."""
BOARD_SCHOOLS_MAX = 10
"""Schools whose boards one operation reads: each takes all of a school's students."""
UNSCHEDULED_MAX = 10
"""Students without a complete schedule at one school above which it escalates (SCH-8, RDY-4: the
threshold that Los Angeles set in January 2015)."""
EXPLANATIONS_MAX = 5
"""Explanations of one operation: each asks some hundred small questions."""
NAMED_MAX = 20
"""People whom the privacy officer is shown by name at once: who isn't there has more to type."""
READINGS_DEFAULT = 100
"""Readings of a record on a page when `first` is not given: some days of a busy one."""
READINGS_MAX = 500
"""Readings of a record on one page."""
STATEMENT_CACHE_MAX = 150
"""Prepared statements a connection: each holds 0.2-0.8 MB in PostgreSQL."""
PLAN_CACHE_MAX = 1_000
"""Planned texts kept by a worker."""
DOCUMENT_CACHE_MAX = 1_000
"""Parsed and validated documents kept by a worker."""
APP_SCHEMA_CACHE_MAX = 100
"""Schemas kept by a worker, one for each set of slices that vendors' agreements list."""
VIEWER_CACHE_MAX = 10_000
"""Viewers whose facts a worker keeps until their epoch or the day changes."""
ERRORS_MAX = 10
"""Errors of one answer."""
VALIDATION_BUDGET = 20_000
"""Work of the overlapping-fields rule (graphql-core's own default burns 0.9 s)."""
REQUEST_SECONDS_MAX = 20.0
"""The deadline of a request: longer than its body, its connection and its statement may take."""
MESSAGE_CHARACTERS_MAX = 300
"""A longer message repeats what the client sent; the rest of it is not even looked at."""
BODY_SECONDS_MAX = 10.0
"""How long a client may take to send its body."""
NUMBER_DIGITS_MAX = 40
"""Digits of one number: no record holds a longer one, and Python's parser takes square time."""
TEXT_CHARACTERS_MAX = 10_000
"""A text that somebody enters: an account of an incident has a few thousand characters."""
SCREEN_CHARACTERS_MAX = 200
"""The address of a page of ours without its query: the longest has 90."""
YEARS = range(1900, 2200)
"""Years of a day that somebody enters: reckoning from it stays within what a date can hold."""
PERIOD_CHARACTERS_MAX = 30
"""What sections call a period: "1", "2A", "Homeroom"."""
BELL_NAME_CHARACTERS_MAX = 100
"""What a school calls a bell schedule: "Regular day", "Minimum day of the middle grades"."""
BELL_PERIODS_MAX = 140
"""Meetings that a bell schedule asks for in a week: twenty on each of its days."""
BATCH_ROWS_MAX = 1_000
"""Rows that one change enters together: the marks of a whole grade."""
IDEMPOTENCY_KEY_CHARACTERS_MAX = 255
"""The key under which a client tells a change again."""
ROLL_OPEN_DAYS = 10
"""Days after which a roll changes only with a reason (ATT-10; a district may set others)."""
OPENING_MINUTES = 60
"""For how long a health record opened in an emergency stays open (P-12)."""
OPENING_REASON_CHARACTERS = 20
"""Fewer say nothing to whoever looks into an opening (P-12)."""
OPENING_SCHOOL_DAYS = 5
"""School days in which somebody looks into an opening, its own day among them (P-12)."""
RETRY_HOURS = 25
"""How long a key is kept under which a change can be told again: a day, and an hour for
whoever waits out a change of clocks."""
PROVISIONAL_SCHOOL_DAYS = 5
"""School days for which an order without a document withholds (P-21)."""
INSPECTION_BUSINESS_DAYS = 5
"""Business days in which the custodian shows the record to whoever asks (IEP-13; EC 49069.7)."""
INSPECTION_DAYS = 45
"""Days after which the federal rule has it shown at the latest (34 CFR 99.10(b))."""
AMENDMENT_DAYS = 30
"""Days in which a request to correct the record is met: 34 CFR 99.20(b) asks for a reasonable time,
and EC 49070(b) for a meeting within thirty days."""
BREAK_WEEKDAYS = 5
"""Weekdays in a row without school that are a break and no holiday: the office works meanwhile, so
they count as business days. Where that is wrong, somebody is answered sooner than the law asks."""
COVERAGE_SCHOOL_DAYS = 20
"""School days of coverage after which a substitute reads as the section's teacher (P-10)."""
SESSION_MINUTES_MAX = 480
"""Minutes of one session of a service: a school day has no more."""
SESSION_IDLE_MINUTES = 30
"""After which a session that nobody uses ends: a class is longer than that, and whoever finds an
unlocked machine after it finds nothing. NIST SP 800-63B-4 asks for an hour at most."""
SESSION_USED_SECONDS = 60
"""How often the use of a session is written down: so much sooner may it end, at worst."""
PASSWORD_CHARACTERS_MIN = 12
"""NIST SP 800-63B-4 asks for 15 where a password is all there is, and for 8 beside a second factor.
Most staff have one and families have not; a rule for all is told in one sentence, and one password
of 12 that is on no list outlasts the throttle by ages."""
PASSWORD_CHARACTERS_MAX = 128
"""Longer than anything that people say to themselves; hashing takes the same time for all."""
USER_NAME_CHARACTERS_MAX = 254
"""The longest e-mail address."""
HASHES_AT_ONCE = 2
"""Passwords that a worker hashes at a time, 45 ms and 19 MiB each, in threads of their own: the
rest of the machine goes on answering."""
HASHES_WAITING_MAX = 100
"""Sign-ins that wait for a worker's threads: two to four seconds. Whoever comes then is told to
come again."""
TRIES_HERE = (5, 600)
"""Tries at one account from one address before anybody waits, and in how many seconds one of them
is forgotten: people mistype, and try their last two passwords."""
TRIES_ACCOUNT = (20, 3_600)
"""The same of one account, from everywhere else than where its owner signed in before."""
TRIES_ADDRESS = (100, 30)
"""The same of one address: a school of 2,000 comes in at eight through one of them."""
TRIES_WAIT_SECONDS = 30
"""How long whoever tried too often waits first; each further try doubles it."""
TRIES_WAIT_SECONDS_MAX = 900
"""Up to which the wait grows: a stranger can try four times an hour, and keep nobody out."""
TRIES_HOURS = 24
"""How long it is kept that somebody tried: by then every count has sunk to nothing."""
KNOWN_PLACE_DAYS = 30
"""For how long the place from which somebody signed in keeps them from waiting for strangers."""
SIGN_INS_DAYS = 366
"""For how long it is kept who signed in when: a family has 180 days for a complaint (34 CFR
99.64(c)), and whoever looks into one asks for as much before; no longer, since it tells of people's
days."""
SIGN_INS_PAGE = 50
"""Rows of one page of sign-ins: some weeks of one person's, an hour of a district's."""
CODE_SECONDS = 30
"""How long a code of a second factor holds (RFC 6238); one before and one after it are taken."""
RECOVERY_HOURS = 24
"""In which a second person confirms that somebody may set up their second factor anew."""
REASON_CHARACTERS_MAX = 500
"""Why somebody lost their second factor: a sentence."""
PROVIDER_SECONDS_MAX = 5.0
"""How long the district's own sign-in may take to answer: a person waits."""
PROVIDER_REMEMBERED_SECONDS = 600
"""How long the way there and back may take: a password and a phone, which are found first."""
LANGUAGE_REMEMBERED_SECONDS = 31_536_000
"""How long a browser keeps the language that somebody chose: a year, so that a family that comes
back for each report card needn't choose again."""
FORM_FIELDS_MAX = 2_000
"""Fields of one form: a class has forty students, with three fields each."""
PAPER_BYTES_MAX = 10 * 1024 * 1024
"""A file of a paper: thirty pages that are scanned in black and white have two, a photograph of a
phone five. It is held in memory while it comes in and goes out."""
PAPER_BODY_BYTES_MAX = 64 * 1024 * 1024
"""A form with a file: a larger file than may be kept is read to its end and thrown away, so that
the form comes back with everything else, up to here: a scan in color, a short film."""
PAPER_SECONDS_MAX = 90.0
"""How long such a form may take to arrive: a file of 10 MB over a line of 1 Mbit/s."""
PAPERS_AT_ONCE = 8
"""Files that a worker takes in at a time: 80 MB."""
PAPERS_OF_ONE_AT_ONCE = 2
"""Of these, files of one person: nobody keeps all others waiting."""
PAPERS_DAY_MAX = 200
"""Files that one person sends in a day: a registrar enters a hundred students as school begins."""
PAPERS_DAY_BYTES_MAX = 500 * 1024 * 1024
"""The bytes of all of them."""
PAPER_DAYS = 7
"""For how long a file is kept that no row names: a form that was left is taken up again within a
working week, if at all."""
FILE_NAME_CHARACTERS_MAX = 100
"""What a page says a file was called at home."""
SCOPES_MAX = 20
"""Questions that somebody saves: they are links over one list, and more of them are not read."""
SCOPE_NAME_CHARACTERS_MAX = 60
"""How long a saved question is called: it is the text of a link on a phone."""
