"""English."""

from __future__ import annotations

from pipeline.language.base import Language, count, words

TABLE = Language(
    "en",
    leading=words(
        "the a an and or nor than every my your their our of from with at by to for into upon"
    ),
    large=words("part book volume"),
    chapters=words("chapter letter canto act lecture essay discourse"),
    small=words("section scene"),
    sections=words(
        "preface introduction foreword prologue epilogue conclusion appendix afterword dedication"
        " acknowledgments acknowledgements glossary postscript bibliography prelude interlude"
        " advertisement argument colophon errata abbreviations chronology works_cited"
        " list_of_illustrations list_of_figures list_of_tables list_of_plates"
    ),
    front=words(
        "preface foreword dedication acknowledgments acknowledgements abbreviations advertisement"
        " list_of to_the_reader prefatory_note note_to_the translator’s_note translator's_note"
        " editor’s_note editor's_note author’s_note author's_note"
    ),
    contents=words("contents table_of_contents"),
    index=words("index general_index index_of_names subject_index"),
    see=words("see"),
    within=words("above below"),
    notes=words("notes footnotes endnotes notes_and_references"),
    numbers=count(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
        "twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90"
        " twentieth=20 thirtieth=30 fortieth=40 fiftieth=50 last=0",
    ),
    articles=words("the"),
    initial=words("a an the"),
    pages=words("page"),
    ordinals=words("st nd rd th"),
    units=words("ft"),
    note_labels=words("note footnote endnote"),
    figures=words("figure illustration plate map"),
    tables=words("table"),
    months=words(
        "january february march april may june july august september october november december"
    ),
    abbreviations=words(
        "mr mrs ms dr st prof rev hon capt col gen lieut sergt esq jun sen vol vols no nos p pp ch"
        " chap sec art fig ed eds trans viz vs i.e e.g jan feb mar apr aug sept sep oct nov dec inc"
        " ltd co"
    ),
    measures=words(
        "ft ft. in. yd yds mi lb lbs oz cwt s. d. h min sec hrs mins"
        " a.m. p.m. A.M. P.M. AD BC A.D. B.C."
    ),
    numbered=words("vols nos No Nos Vol Vols ch chap chaps figs Fig Figs l ll sec secs"),
    own_hyphens=0.06,
    hyphenated=(
        r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven)"
        r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:eight|nine|first|second|third)"
        r"|(?:mother|father|brother|sister|son|daughter)s?-in-laws?|passers?-by|x-rays?"
        r"|(?:two|three)-(?:thirds|quarters)|vis-à-vis|anglo-\w+|ex-(?:king|president|minister|wife)"
    ),
    compounds=(
        r"(?:half|self|well|ill|semi|ex|vice|quasi|pseudo|non|anti|neo|anglo|franco|fellow|all|great|to)-.+"
        r"|.+-(?:like|eyed|haired|hearted|headed|faced|handed|footed|legged|minded|tempered|natured)"
        r"|.+-(?:coloured|colored|looking|fashioned|stricken|law|elect|up|down|on|off|of|in|out|by|to|the)"
    ),
    suspended=words("and or to nor"),
    # Of those whom the author calls thou, and of what he does: "thou appliest", "he seeketh".
    doubled=words(
        "that had so very no yes nay well now come there hear down up on in out far long many much"
        " more old poor dear good bad little great big sweet pretty high deep again ever never"
        " then why what please do go run help hush bye fie pooh tick knock ding dong drip"
        " her you it is was who she he"
    ),
    older=(("ſ", "s"), ("æ", "ae"), ("œ", "oe"), ("ae|oe", "e"), ("ick(?=s?$)", "ic")),
    inflections=(
        *(
            ("s", ""),
            ("es", ""),
            ("'d", "ed"),
            ("'d", "d"),
            ("'d", "e"),
            ("'st", ""),
            ("ings", "ing"),
        ),
        *(("est", ""), ("est", "e"), ("iest", "y"), ("edst", "ed"), ("dst", "d")),
        *(("eth", ""), ("eth", "e"), ("ieth", "y"), ("ness", ""), ("iness", "y"), ("ly", "")),
        *(("able", ""), ("able", "e"), ("eable", "e"), ("ment", ""), ("ful", ""), ("less", "")),
        *(("ll", "l"), ("tt", "t")),
    ),
    prefixes=words("un non over under out fore mis re pre sub"),
    quotes=("“”", "‘’"),
    # No word that a quotation might begin with: "is", "as", "round", "cause".
    elided=(
        r"(?:t(?:is|was|were|will|would|won|isn|wasn|ain|aint)|em|bout|gainst|mid|midst|mongst"
        r"|neath|tween|twixt|til|nough|nuff|cept|spect|pon|lowed|scape|scuse|sblood|sdeath|gad"
        r"|tain|s|ll|d|im|er|ere|ud|ome|ouse|ole|orse|eart|ead|cos|coz|kay|prentice|prentices)(?!\w)"
        r"|\d0s(?!\w)|\d\d(?![\w’'])"
    ),
    ends_with_dots=True,
    clipped=r"\w\win|o|th|an|wi|ol|mo|fo|po|lan|roun|mus|mas",
)
