"""What the crimes are called that police count, in the order in which the names are tried.

Names are written as `plain_words` makes them. They are those of the FBI (summary and
incident-based), of the portals of Chicago, Los Angeles, New York, Washington, Toronto and
police.uk, of Scotland, New South Wales, South Australia and Victoria, and of Berlin and the
German Federal Criminal Police.
"""

from __future__ import annotations

NAMES: tuple[tuple[str, str], ...] = (
    # Sums of other rows
    (
        "total",
        "total|grand total|all|all (known )?(crime|offence)|overall( crime)?|sum|insgesamt"
        "|gesamt|straftat(en)? insgesamt.*|total (crime|offence)|crime total"
        "|total (part (1|i|one) )?crime|(part|index) (1|i|one) (crime|offence)|index crime"
        "|all group.*|index total|summe",
    ),
    (
        "violent_all",
        "violent crime|violent|violent offence|gewaltkriminalitaet|gewalttaten",
    ),
    (
        "property_all",
        "property crime|property|property offence|eigentumsdelikte",
    ),
    (
        "theft_all",
        "diebstahl insgesamt|diebstahl gesamt|diebstahl total",
    ),
    # Names too short to tell anything inside a longer one
    (
        "vehicle_theft",
        "car|auto|vehicle stolen.*|stolen vehicle|mvt|m v theft|mv theft",
    ),
    (
        "larceny part",
        "from car|from vehicle|bike|bicycle|bike stolen|boat stolen|theft f auto",
    ),
    (
        "burglary",
        "b e|breaking and entering",
    ),
    (
        "burglary part",
        "sct residence|sct non residence",
    ),
    (
        "none sum",
        "local|kieztaten|strassenkriminalitaet",
    ),
)
"""Meaning, and the whole names that have it (regular expressions)."""

WORDS: tuple[tuple[str, str], ...] = (
    (
        "none result",
        "clear\\w*|recover\\w*|arrest\\w*|solved|unfounded|aufgeklaert\\w*|tatverdaecht\\w*"
        "|suspect\\w*|convict\\w*",
    ),
    (
        "none tools",
        "burglar\\w*( s)? tool|possession of burglar\\w*|going equipped",
    ),
    (
        "none order",
        "conspir\\w*|murder accessory|threat to (kill|murder)|solicit\\w*",
    ),
    (
        "none negligent",
        "causing death by|death by .*driving|justifiable",
    ),
    (
        "none sexual",
        "statutory rape",
    ),
    (
        "assault",
        "(racial\\w*|religious\\w*) (or (racial\\w*|religious\\w*) )?aggravated assault",
    ),
    (
        "larceny part",
        "auto repair|vehicle part|part (or |and )?accessor\\w*|theft of (firearm|gun)|theft grand"
        "|drunk roll|burglary (of |from )?(motor )?(vehicle|auto)"
        "|(stock|livestock|cable|metal|mail|cargo|fuel) theft",
    ),
    (
        "mixed",
        "(burglary|robbery|breaking)( and| or)? (theft|stealing|larceny)"
        "|theft( and| or)? (burglary|robbery)|robbery( and| or)? burglary"
        "|burglary( and| or)? robbery",
    ),
    # Crimes against persons
    (
        "none simple",
        "simple assault|assault simple|common assault|minor assault|assault 3|simple battery"
        "|battery simple|einfache koerperverletzung|fahrlaessige koerperverletzung"
        "|(violence|assault) without injury|(battery|assault) .*simple|other assault",
    ),
    (
        "aggravated_assault",
        "agg\\w* assault|assault agg\\w*|aggravated battery|battery aggravated|felony assault"
        "|assault.* (deadly|dangerous) weapon|adw|serious assault|attempt\\w* murder"
        "|murder attempt\\w*"
        "|grievous|wounding|intentional bodily harm"
        "|(gefaehrl\\w*|schwere) (und schwere )?koerperverletzung",
    ),
    (
        "murder",
        "murder|mord|totschlag",
    ),
    (
        "none negligent",
        "(negligent|negl|vehicular|reckless|involuntary) (manslaughter|homicide)"
        "|(manslaughter|homicide) (by )?(negligent|negligence|vehicular)|death by .*driving",
    ),
    (
        "murder",
        "homicide|manslaughter|toetungsdelikte",
    ),
    (
        "violence",
        "violence( and)? sexual|violence against( the)? person|violence with injury"
        "|crime against( the)? person|offence against( the)? person|crime of violence|^violence"
        "|acts intended to cause injury",
    ),
    (
        "rape part",
        "rape legacy|legacy rape|rape legacy definition|sodomy|sexual penetration"
        "|oral copulation|sexual assault with an object|rape attempted|attempted rape$",
    ),
    (
        "rape",
        "rape|vergewaltigung|criminal sexual assault|crim sexual assault|viol",
    ),
    (
        "none sexual",
        "pandering|pimping|fondling|indecen\\w*|lewd|porn\\w*|prostitut\\w*|sex offender|peeping"
        "|obscen\\w*"
        "|commercial sex|commercialized vice|statutory|incest|sexual (image|activity|image)"
        "|indecent photo|communicating|intimate image|voyeurism",
    ),
    (
        "sexual",
        "sex\\w* (assault|offence|abuse|crime)|sexualdelikte|sex\\w* straftaten|sexual",
    ),
    (
        "robbery part",
        "street robbery|robbery of (business|personal) property|carjacking"
        "|purse snatch robbery|(hand|strassen)\\w*raub|raubueberf\\w*|raub .*auf gegen"
        "|geldinstitut\\w*"
        "|zahlstelle\\w*|robbery with(out)? violence"
        "|robbery (street|residential|commercial|bank|person|other)"
        "|(bank|commercial|personal) robbery",
    ),
    (
        "robbery",
        "robbery|raub|\\w+raub|mugging|hold up|vol avec violence",
    ),
    # Crimes against property
    (
        "vehicle_crime",
        "vehicle (crime|offence)|car crime|auto crime",
    ),
    (
        "larceny part",
        "(theft|steal\\w*|stolen|burglary|larceny) from"
        "|(an )?aus (kraftfahrzeug\\w*|kfz|kraftwagen)|theft f|bik\\w* (theft|stolen)"
        "|bicycle (theft|stolen)|\\w*fahrrad\\w*|fahrraedern|taschendiebstahl|\\w*ladendiebstahl"
        "|opening lockfast|(vehicle|auto|car) burglary|car break in|pedal cycle",
    ),
    (
        "vehicle_theft part",
        "von (moped|kraftwagen|kraftraedern|kraftraeder)|motor(cycle| cycle) theft"
        "|theft of motor ?cycle",
    ),
    (
        "vehicle_theft",
        "(theft|steal\\w*|stolen|larceny|unauthori[sz]ed use|illegal use|taking)"
        "( \\w+){0,3} (motor vehicle|vehicle|auto|automobile|car|mv)"
        "|(vehicle|auto|automobile|car|mv|motor) (theft|stolen|larceny)|joyriding|kfz diebstahl"
        "|kraftfahrzeugdiebstahl|autodiebstahl"
        "|driving without owner consent|vehicle attempt stolen|vehicle taking",
    ),
    (
        "none interference",
        "interfer\\w*|tamper\\w*",
    ),
    (
        "burglary part",
        "tageswohnungseinbruch\\w*"
        "|(residential|domestic|non domestic|commercial|dwelling|night|day) burglary"
        "|burglary (residential|residence|commercial|business|dwelling|non residential)"
        "|burglary in a dwelling"
        "|break( and)? enter (dwelling|non dwelling)|serious criminal trespass"
        "|other unlawful entry.*",
    ),
    (
        "burglary",
        "burglary|break( and)? enter|breaking entering|housebreaking|\\w*einbruch\\w*"
        "|unlawful entry|cambriolage|inbraak",
    ),
    # What no type of the model holds
    (
        "none arson",
        "arson|fire|fire raising|brand|branddelikte|brandstiftung",
    ),
    (
        "none damage",
        "damage\\w*|vandalism|graffiti|sachbeschaedigung\\w*|mischief|property destruction",
    ),
    (
        "none drugs",
        "drug\\w*|narcotic|cannabis|marijuana|controlled substance|rauschgift\\w*"
        "|betaeubungsmittel\\w*",
    ),
    (
        "none fraud",
        "fraud\\w*|forgery|counterfeit\\w*|embezzle\\w*|identity|bunco|deception|betrug|\\w*betrug"
        "|unterschlagung|urkundenfaelschung|credit card|cyber\\w*|computer\\w*|bad check"
        "|false pretence|deceptive practice|erschleichen|befoerderung\\w*|economic activity"
        "|dishonesty|swindle|confidence game|impersonation|white collar|theft of service"
        "|related to theft|making off|iuk\\w*|proceed of crime|dishonest use",
    ),
    (
        "none weapons",
        "weapon|firearm|gun|blade\\w*|shot fired(?! at)|brandish\\w*|knive|knife|poss weap"
        "|concealed carry\\w*|waffen\\w*",
    ),
    (
        "none order",
        "public (order|peace|justice)|disorder\\w*|anti ?social|trespass\\w*|liquor|alcohol\\w*"
        "|drunk\\w*|gambling|loiter\\w*|noise|harr?ass\\w*|threat\\w*|menac\\w*|intimidat\\w*"
        "|stalk\\w*"
        "|nuisance|hooliganism|bedrohung|noetigung|beleidigung|widerstand"
        "|angriff auf vollstreck\\w*|urinating|threatening|coronavirus.*|vagrancy|curfew|breach"
        "|reckless conduct|malicious communication|public fear",
    ),
    (
        "none traffic",
        "traffic|collision|accident|driving|dui|dwi|speeding|seat belt|mobile phone|road"
        "|under the influence"
        "|unlawful use of vehicle|vehicle defect",
    ),
    (
        "none other",
        "kidnap\\w*|abduct\\w*|hostage|trafficking|extort\\w*|blackmail|erpressung|brib\\w*"
        "|(receiv\\w*|handling|possession).* stolen.*|stolen property|hehlerei|begunstigung"
        "|immigration|\\w*aufenthalt\\w*|animal|negligent act"
        "|suicide|missing|runaway|miscellaneous|other crime"
        "|other offence|all other offence|other misc.*|licensing|environmental|wildlife"
        "|against society|court|warrant|perjury|obstruct\\w*|family|non criminal"
        "|bail|absconding|escape|administrat\\w*|state law|health code|bigamy|abortion|contempt"
        "|bomb|prowl\\w*|false (police )?report|lost property|suspicious|violation of"
        "|pervert\\w*|slavery|cruelty|notifiable|unerlaubt\\w*|racially aggravated"
        "|crime associated|arrest\\w*",
    ),
    # The rest of the thefts, after what is called theft and is none
    (
        "theft_all part",
        "diebstahl (ohne|unter) erschwerende\\w*|(einfacher|schwerer) diebstahl",
    ),
    (
        "larceny part",
        "shoplift\\w*|pick ?pocket\\w*|purse snatch\\w*|(petit|petty|grand) (larceny|theft)"
        "|theft (plain|other|over|under|person|grand|petty|coin)|other (theft|stealing)"
        "|theft of bike|till tap|theft \\w+ (shop|store|retail)|all other larceny"
        "|steal\\w* (in|from) .*|theft of \\w+ part|theft .*under|theft .*over|pocket"
        "|theft (by|in|of) .*",
    ),
    (
        "larceny",
        "larceny( theft)?",
    ),
    (
        "theft always asked",
        "diebstahl\\w*|theft and related|theft offence|vol|robo|hurto",
    ),
    (
        "theft",
        "theft|stealing",
    ),
    # Any assault: known only beside a row for aggravated ones
    (
        "assault",
        "assault|battery|koerperverletzung\\w*|injury",
    ),
)
"""Meaning, and the words of which one has to stand in a name (regular expressions)."""

CODES: dict[str, str] = {
    # FBI, summary reporting, as Chicago writes them
    "01a": "murder", "01b": "none negligent", "02": "rape", "03": "robbery",
    "04a": "aggravated_assault part", "04b": "aggravated_assault part", "04": "aggravated_assault",
    "05": "burglary", "06": "larceny", "07": "vehicle_theft", "08": "none simple",
    "08a": "none simple", "08b": "none simple", "09": "none arson", "10": "none fraud",
    "11": "none fraud", "12": "none fraud", "13": "none other", "14": "none damage",
    "15": "none weapons", "16": "none sexual", "17": "none sexual", "18": "none drugs",
    "19": "none order", "20": "none other", "21": "none traffic", "22": "none order",
    "23": "none order", "24": "none order", "25": "none order", "26": "none other",
    "28": "none order", "29": "none order",
    # FBI, incident-based reporting
    "09a": "murder", "09b": "none negligent", "09c": "none negligent", "100": "none other",
    "11b": "rape part", "11c": "rape part", "11d": "none sexual", "120": "robbery",
    "11a": "rape part", "13a": "aggravated_assault", "13b": "none simple", "13c": "none order",
    "200": "none arson", "210": "none other", "220": "burglary", "23a": "larceny part",
    "23b": "larceny part", "23c": "larceny part", "23d": "larceny part", "23e": "larceny part",
    "23f": "larceny part", "23g": "larceny part", "23h": "larceny part", "240": "vehicle_theft",
    "250": "none fraud", "26a": "none fraud", "26b": "none fraud", "26c": "none fraud",
    "26d": "none fraud", "26e": "none fraud", "26f": "none fraud", "26g": "none fraud",
    "270": "none fraud", "280": "none other", "290": "none damage", "35a": "none drugs",
    "35b": "none drugs", "36a": "none sexual", "36b": "none sexual", "370": "none sexual",
    "39a": "none order", "39b": "none order", "39c": "none order", "39d": "none order",
    "40a": "none sexual", "40b": "none sexual", "40c": "none sexual", "510": "none other",
    "520": "none weapons", "64a": "none other", "64b": "none other", "720": "none other",
    "90a": "none fraud", "90b": "none order", "90c": "none order", "90d": "none traffic",
    "90e": "none order", "90f": "none other", "90g": "none order", "90h": "none sexual",
    "90i": "none other", "90j": "none order", "90z": "none other",
}  # fmt: skip
"""Codes of the FBI; read only in a column that says that it holds them."""

LEFT_OUT: dict[str, str] = {
    "simple": "simple assault is no violent crime as the FBI counts it",
    "negligent": "deaths by negligence are no murders",
    "sexual": "sexual offences that are no rape are in none of the four types",
    "result": "it tells what became of crimes",
    "tools": "tools are no burglary",
    "interference": "nothing was taken",
    "arson": "arson is in none of the four types",
    "damage": "damage is in none of the four types",
    "drugs": "drugs are in none of the four types",
    "fraud": "fraud is in none of the four types",
    "weapons": "weapons are in none of the four types",
    "order": "public order and threats are in none of the four types",
    "traffic": "traffic is in none of the four types",
    "other": "it is in none of the four types",
    "sum": "it is a sum over several types",
    "told": "as you said",
}
"""Why a crime is left out, by the word behind "none"."""

ASKED: dict[str, str] = {
    "violence": "it may hold simple assaults and threats; violent here means murder, rape,"
    " robbery and aggravated assault",
    "assault": "all assaults or only aggravated ones? Violent here means aggravated ones",
    "sexual": "rape, or lesser offences too? Violent here means rape",
    "vehicle_crime": "thefts of vehicles and thefts from them together; vehicle_theft here means"
    " the former, other_theft the latter",
    "theft": "all thefts (all_theft: with burglaries and stolen vehicles in it), or what is left"
    " beside those (other_theft)?",
    "mixed": "two types of crime together; say to which one it goes",
    "unknown": "a name that is not known here",
}
"""What has to be asked about a name."""
