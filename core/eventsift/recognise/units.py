"""Units: the words of numbers, weights and measures, and money in English.

Another language needs another set of these tables; ``amounts`` itself knows no word of English beyond them.
Currency codes are those of ISO 4217, historic ones included (DEM, FRF, XEU); factors to the tonne follow the
international avoirdupois pound of 0.45359237 kg (agreement of 1959).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "APPROXIMATORS",
    "CODES",
    "COUNTRY_WORDS",
    "CURRENCY_NOUNS",
    "DENOMINATORS",
    "DOLLAR_PREFIXES",
    "DURATIONS",
    "GLUED_PREFIXES",
    "LETTER_MULTIPLIERS",
    "MULTIPLIERS",
    "PREFIX_WORDS",
    "QUALIFIERS",
    "SIGNS",
    "SMALL_NUMBERS",
    "TENS",
    "UNITS",
    "CurrencyNoun",
    "Phrases",
    "Unit",
    "word_set",
]


def _split(text: str, sign: str | None = None) -> list[str]:
    return text.split(sign)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set to look them up in."""
    return frozenset(text.split())


Phrases = dict[str, list[tuple[list[str], "Unit"]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """``name``: as an event shows it; ``factor``: what one of the text's units counts in it. ``noun``: a full
    word for things (*cars*), which may stand after a year (*2024 car sales*) and then is no unit of it."""

    name: str
    kind: str
    factor: float = 1.0
    noun: bool = False


@dataclass(frozen=True, slots=True)
class CurrencyNoun:
    """``codes``: ISO 3166-1 country to ISO 4217 code; ``default``: the code where nothing tells the country.

    ``fixed``: the context never changes the default (a bare *dollar* is always USD)."""

    noun: str
    default: str
    codes: dict[str, str]
    fixed: bool = False
    factor: float = 1.0


SMALL_NUMBERS = {
    word: float(value)
    for value, word in enumerate(
        _split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: float(10 * value)
    for value, word in enumerate(_split("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
MULTIPLIERS = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "mln": 1e6, "mn": 1e6,
    "mio": 1e6,
    "crore": 1e7, "crores": 1e7, "billion": 1e9, "bln": 1e9, "bn": 1e9, "bil": 1e9, "milliard": 1e9,
    "trillion": 1e12, "trln": 1e12, "tln": 1e12, "tn": 1e12, "trn": 1e12, "quadrillion": 1e15, "dozen": 12.0,
}  # fmt: skip
# These count only where they are glued to the number: *5m*, *$200k*.
LETTER_MULTIPLIERS = {"k": 1e3, "m": 1e6, "b": 1e9, "mm": 1e6}
DENOMINATORS = {
    word: float(value)
    for value, names in enumerate(
        _split(
            "half halves|third thirds|quarter quarters fourth fourths|fifth fifths|sixth sixths|seventh \
sevenths|"
            "eighth eighths|ninth ninths|tenth tenths",
            "|",
        ),
        2,
    )
    for word in names.split()
}
DURATIONS = {
    form: base
    for base in _split(
        "second minute hour day night week weekend fortnight month quarter year decade century"
    )
    for form in (base, "centuries" if base == "century" else base + "s")
} | {"yr": "year", "yrs": "year", "hrs": "hour", "hr": "hour", "mins": "minute", "min": "minute"}

# Longest first; each is the words before a number that belong to it without changing its value.
APPROXIMATORS = sorted(
    (
        phrase.split()
        for phrase in _split(
            "about,around,some,nearly,almost,roughly,approximately,approx,over,under,circa,"
            "an estimated,estimated,at least,at most,up to,more than,less than,fewer than,greater than,"
            "higher than,lower than,as much as,as many as,as little as,as few as,close to,not less than,"
            "no less than,no more than,no fewer than,in excess of,well over,well under,just over,just under,"
            "a little over,a little under,slightly more than,slightly less than,upwards of",
            ",",
        )
    ),
    key=len,
    reverse=True,
)

# unit | kind | factor | forms. A full stop before the forms marks nouns for things.
_UNITS = """\
% | percent | 1 | %, pct, percent, per cent, p.c., pc, percents
pp | percent | 1 | percentage point, percentage points, percent point, percent points, pct point, pct \
points, pct pt, \
pct pts, per cent point, per cent points, % point, % points, pp, ppt, ppts
pp | percent | 0.01 | basis point, basis points, bps
t | quantity | 1 | t, mt, ton, tons, tonne, tonnes, metric ton, metric tons, metric tonne, metric tonnes, mts
t | quantity | 0.90718474 | short ton, short tons
t | quantity | 1.0160469 | long ton, long tons
t | quantity | 1000 | kt, kilotonne, kilotonnes, kiloton, kilotons
t | quantity | 1000000 | mmt, mtpa, megatonne, megatonnes
t | quantity | 0.00045359237 | lb, lbs
t | quantity | 0.1 | quintal, quintals
kg | quantity | 1 | kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes
g | quantity | 1 | g, gram, grams, gramme, grammes, gm, gms
oz | quantity | 1 | oz, ounce, ounces, troy ounce, troy ounces, fine ounce, fine ounces
carat | quantity | 1 | carat, carats, ct
bushel | quantity | 1 | bushel, bushels, bu
bag | quantity | 1 | . bag, bags
bale | quantity | 1 | . bale, bales
head | quantity | 1 | . head
gallon | quantity | 1 | gallon, gallons
litre | quantity | 1 | litre, litres, liter, liters
hl | quantity | 1 | hectolitre, hectolitres, hectoliter, hectoliters, hl
m3 | quantity | 1 | m3, m³, cubic metre, cubic metres, cubic meter, cubic meters, cu m, cbm
m3 | quantity | 1000000 | mcm, mmcm
m3 | quantity | 1000000000 | bcm
m3 | quantity | 1000000000000 | tcm
ft3 | quantity | 1 | cubic foot, cubic feet, cu ft
ft3 | quantity | 1000000000 | bcf
ft3 | quantity | 1000000000000 | tcf
bbl | quantity | 1 | barrel, barrels, bbl, bbls
mmbtu | quantity | 1 | mmbtu, million british thermal units, million btu
kW | quantity | 1 | kw, kilowatt, kilowatts
MW | quantity | 1 | mw, megawatt, megawatts
GW | quantity | 1 | gw, gigawatt, gigawatts
kWh | quantity | 1 | kwh, kilowatt hour, kilowatt hours
MWh | quantity | 1 | mwh, megawatt hour, megawatt hours
GWh | quantity | 1 | gwh, gigawatt hour, gigawatt hours
TWh | quantity | 1 | twh, terawatt hour, terawatt hours
TEU | quantity | 1 | teu, teus
FEU | quantity | 1 | feu, feus
hectare | quantity | 1 | hectare, hectares, ha
acre | quantity | 1 | acre, acres
km2 | quantity | 1 | square kilometre, square kilometres, square kilometer, square kilometers, sq km
mi2 | quantity | 1 | square mile, square miles, sq miles
m2 | quantity | 1 | square metre, square metres, square meter, square meters, sq m
ft2 | quantity | 1 | square foot, square feet, sq ft
vehicle | quantity | 1 | . vehicle, vehicles
car | quantity | 1 | . car, cars
truck | quantity | 1 | . truck, trucks
lorry | quantity | 1 | . lorry, lorries
auto | quantity | 1 | . auto, autos
automobile | quantity | 1 | . automobile, automobiles
unit | quantity | 1 | . units
person | count | 1 | . people, persons
km | measure | 1 | km, kms, kilometre, kilometres, kilometer, kilometers
mile | measure | 1 | mile, miles, nautical mile, nautical miles, nm
m | measure | 1 | metre, metres, meter, meters
cm | measure | 1 | cm, centimetre, centimetres, centimeter, centimeters
mm | measure | 1 | mm, millimetre, millimetres, millimeter, millimeters
nm | measure | 1 | nanometre, nanometres, nanometer, nanometers
ft | measure | 1 | ft, foot, feet
inch | measure | 1 | inch, inches
yard | measure | 1 | yard, yards
knot | measure | 1 | knot, knots
km/h | measure | 1 | kph, mph
degree | measure | 1 | degree, degrees
dwt | measure | 1 | dwt, deadweight tonnes, deadweight tons, gross tonnes, gross tons, grt
"""


def _barrels_a_day() -> Iterable[str]:
    yield from ("bpd", "b / d", "bbl / d", "bbls / d", "barrels / day", "barrel / day", "barrels daily")
    for goods in ("", " of oil", " of crude", " of crude oil", " of oil equivalent"):
        for each in (" per day", " a day", " daily", " each day"):
            yield f"barrels{goods}{each}"
            yield f"barrel{goods}{each}"
    yield from ("boepd", "boe / d")


def _phrases() -> Phrases:
    table: Phrases = {}

    def add(form: str, unit: Unit) -> None:
        first, *rest = form.split()
        table.setdefault(first, []).append((rest, unit))

    for line in _UNITS.splitlines():
        name, kind, factor, forms = (part.strip() for part in line.split("|"))
        noun = forms.startswith(". ")
        unit = Unit(name, kind, float(factor), noun)
        for form in forms.removeprefix(". ").split(","):
            add(form.strip(), unit)
    for form in _barrels_a_day():
        add(form, Unit("bbl/d", "quantity"))
    for form in ("mbpd", "mb / d", "mmbpd", "mmb / d"):
        add(form, Unit("bbl/d", "quantity", 1e6))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


UNITS = _phrases()

SIGNS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "\uffe5": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB",
    "₺": "TRY",     "฿": "THB", "₱": "PHP", "₫": "VND", "₦": "NGN", "₴": "UAH", "₪": "ILS", "₸": "KZT", "៛":
    "KHR",
}  # fmt: skip
DOLLAR_PREFIXES = {
    "us": "USD", "u.s.": "USD", "a": "AUD", "au": "AUD", "aus": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD",
    "hk": "HKD", "s": "SGD", "sg": "SGD", "nt": "TWD", "nz": "NZD", "r": "BRL", "mx": "MXN", "tt": "TTD",
    "j": "JMD", "b": "BND", "n": "NAD", "z": "ZWL", "fj": "FJD",
}  # fmt: skip
CODES = word_set(
    """
    USD EUR GBP JPY CNY CHF AUD CAD NZD HKD SGD TWD KRW INR PKR LKR BDT IDR MYR THB PHP VND RUB UAH KZT
    TRY SAR AED QAR KWD BHD OMR ILS EGP ZAR NGN KES GHS MAD SEK NOK DKK ISK PLN CZK HUF RON BGN BRL ARS
    CLP COP PEN MXN DEM FRF ITL ESP NLG BEF XEU
    """
)
# Written before the number; the first letter is upper case in the text.
PREFIX_WORDS = {
    "rs": "INR",
    "rp": "IDR",
    "rm": "MYR",
    "rmb": "CNY",
    "dm": "DEM",
    "dlrs": "USD",
    "ksh": "KES",
    "r": "ZAR",
}
GLUED_PREFIXES = PREFIX_WORDS | {code.lower(): code for code in CODES}

# noun forms | default (a star: whatever the context) | country code pairs
_CURRENCIES = """\
dollar dollars dlr dlrs | USD* | US USD, AU AUD, CA CAD, HK HKD, SG SGD, NZ NZD, TW TWD, JM JMD, ZW ZWL, BN \
BND, NA NAD
buck bucks | USD* |
euro euros | EUR* |
yen | JPY* |
yuan renminbi rmb | CNY* |
won | KRW | KR KRW, KP KPW
rupee rupees | INR | IN INR, LK LKR, PK PKR, NP NPR, MU MUR
franc francs ffr | CHF | CH CHF, FR FRF, BE BEF, LU LUF, CG CDF, RW RWF, GN GNF
mark marks deutschmarks deutschemarks dmarks | DEM | DE DEM, FI FIM
ecu ecus | XEU* |
peso pesos | MXN | MX MXN, PH PHP, AR ARS, CL CLP, CO COP, CU CUP, DO DOP, UY UYU
baht | THB* |
ringgit ringgits | MYR* |
rouble roubles ruble rubles rbl rbls | RUB | RU RUB, BY BYN
dinar dinars | KWD | KW KWD, IQ IQD, JO JOD, BH BHD, TN TND, DZ DZD, LY LYD, RS RSD
riyal riyals rial rials | SAR | SA SAR, QA QAR, OM OMR, IR IRR, YE YER
dirham dirhams | AED | AE AED, MA MAD
lira liras | TRY | TR TRY, IT ITL, SY SYP
lire | ITL* |
crown crowns krona kronor | SEK | SE SEK, DK DKK, NO NOK, CZ CZK, IS ISK, EE EEK
krone kroner | DKK | DK DKK, NO NOK, SE SEK
koruna korunas | CZK | CZ CZK, SK SKK
zloty zlotys zlotych | PLN* |
forint forints | HUF* |
leu lei | RON | RO RON, MD MDL
lev leva | BGN* |
hryvnia hryvnias | UAH* |
tenge | KZT* |
rupiah | IDR* |
dong | VND* |
kyat kyats | MMK* |
taka | BDT* |
riel riels | KHR* |
rand rands | ZAR* |
naira | NGN* |
cedi cedis | GHS* |
birr | ETB* |
kwacha | ZMW | ZM ZMW, MW MWK
shilling shillings | KES | KE KES, TZ TZS, UG UGX, SO SOS
metical meticais | MZN* |
real reais reals | BRL* |
cruzado cruzados | BRC* |
austral australs | ARA* |
bolivar bolivars bolivares | VES* |
boliviano bolivianos | BOB* |
guarani guaranis | PYG* |
quetzal quetzals quetzales | GTQ* |
colon colones colons | CRC* |
peseta pesetas | ESP* |
escudo escudos | PTE* |
drachma drachmas | GRD* |
guilder guilders | NLG* |
schilling schillings | ATS* |
markka markkas | FIM* |
shekel shekels | ILS* |
stg sterling | GBP* |
pound pounds | GBP | GB GBP, EG EGP, LB LBP, SY SYP, SD SDG, CY CYP, IE IEP
sdr sdrs | XDR* |
"""

# Adjectives and names that tell a currency's country, and the seats that an article of that country names.
_COUNTRIES = """\
US: us, u.s., american
AU: australian, australia, canberra
CA: canadian, canada, ottawa
HK: hong kong
SG: singapore, singaporean
NZ: new zealand
TW: taiwan, new taiwan, taiwanese, taipei
JM: jamaican, jamaica
ZW: zimbabwean, zimbabwe
BN: brunei
NA: namibian, namibia
KR: south korean, south korea, korean, seoul
KP: north korean
IN: indian, india, delhi, mumbai, bombay
LK: sri lankan, sri lanka, colombo
PK: pakistani, pakistan, islamabad, karachi
NP: nepali, nepalese, nepal, kathmandu
MU: mauritian, mauritius
CH: swiss, switzerland, zurich, geneva
FR: french, france, paris
BE: belgian, belgium
LU: luxembourg
CG: congolese, congo
RW: rwandan, rwanda
GN: guinean, guinea
DE: german, west german, deutsche, germany, bonn
FI: finnish, finland
MX: mexican, mexico
PH: philippine, philippines, filipino, manila
AR: argentine, argentinian, argentina
CL: chilean, chile
CO: colombian, colombia
CU: cuban, cuba
DO: dominican
UY: uruguayan, uruguay
RU: russian, russia, soviet, moscow
BY: belarusian, belarus
KW: kuwaiti, kuwait
IQ: iraqi, iraq, baghdad
JO: jordanian, jordan
BH: bahraini, bahrain
TN: tunisian, tunisia
DZ: algerian, algeria
LY: libyan, libya
RS: serbian, serbia, yugoslav
SA: saudi
QA: qatari, qatar
OM: omani, oman
IR: iranian, iran, tehran
YE: yemeni, yemen
AE: emirati, uae, emirates, dubai
MA: moroccan, morocco
TR: turkish, turkey, ankara
IT: italian, italy, rome
SY: syrian, syria
SE: swedish, sweden, stockholm
DK: danish, denmark, copenhagen
NO: norwegian, norway, oslo
CZ: czech, prague
IS: icelandic, iceland
EE: estonian
SK: slovak, slovakia
RO: romanian, romania
MD: moldovan, moldova
ZM: zambian, zambia
MW: malawian, malawi
KE: kenyan, kenya, nairobi
TZ: tanzanian, tanzania
UG: ugandan, uganda
SO: somali, somalia
GB: british, britain, uk, u.k., london, sterling, scotland, england
EG: egyptian, egypt, cairo
LB: lebanese, lebanon, beirut
SD: sudanese, sudan, khartoum
CY: cypriot, cyprus
IE: irish, ireland
"""


def _countries() -> tuple[dict[str, list[tuple[list[str], str]]], dict[str, str]]:
    qualifiers: dict[str, list[tuple[list[str], str]]] = {}
    words: dict[str, str] = {}
    for line in _COUNTRIES.splitlines():
        country, _, forms = line.partition(": ")
        for form in forms.split(", "):
            first, *rest = form.split()
            qualifiers.setdefault(first, []).append((rest, country))
            # Of a name of two words the last one tells it apart (*lanka*, *zealand*), except for the Koreas.
            words.setdefault(rest[-1] if rest else first, country)
    for entries in qualifiers.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return qualifiers, words


QUALIFIERS, COUNTRY_WORDS = _countries()


def _nouns() -> dict[str, CurrencyNoun]:
    nouns: dict[str, CurrencyNoun] = {}
    for line in _CURRENCIES.splitlines():
        forms, default, pairs = (part.strip() for part in line.split("|"))
        codes = dict(pair.split() for pair in pairs.split(", ")) if pairs else {}
        first, *_ = forms.split()
        entry = CurrencyNoun(first, default.rstrip("*"), codes, default.endswith("*"))
        nouns.update(dict.fromkeys(forms.split(), entry))
    cent = CurrencyNoun("cent", "USD", {"AU": "AUD", "CA": "CAD", "NZ": "NZD"}, fixed=True, factor=0.01)
    nouns.update(dict.fromkeys(("cent", "cents", "cts"), cent))
    nouns["pence"] = CurrencyNoun("penny", "GBP", {}, fixed=True, factor=0.01)
    return nouns


CURRENCY_NOUNS = _nouns()
