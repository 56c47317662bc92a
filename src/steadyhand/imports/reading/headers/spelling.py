"""Are "Equip #", "EquipmentNumber" and "Gerätenr." the same name? Headers reduced to plain English words."""

import re
from functools import lru_cache

from steadyhand.imports.reading.values.text import folded

# Left what stands in headers, right the word meant. One meaning a spelling; German compounds are cut further below.
_WORDS = """
no nr num nbr nummer numero number:number
id key code:number
cust customers acct account accounts client clients kunde kunden cliente clientes company firma:customer
equip equipment eq device devices asset unit machines:machine
geraet gerat gerate maschine appareil equipo equipement maquina:machine
ser serie serien serienummer:serial
mdl mod modell modele modelo:model
mfg mfr make manuf hersteller fabricant fabricante marke marque marca manufacturer:manufacturer
mtr meters zahler compteur contador:meter
zahlerstand:meter reading
rdg readings stand lectura lecture releve:reading
qty menge anzahl quantite cantidad:quantity
desc descr description bezeichnung beschreibung designation descripcion:description
tech technicians techniker technicien tecnico engineer mechanic:technician
dt datum fecha:date
tm uhrzeit zeit heure hora:time
addr adresse direccion anschrift strasse str rue calle:address
st:street
zip zipcode postcode plz cp postleitzahl postalcode:postal
ort stadt ville ciudad town:city
tel telephone telefon telefono ph fon:phone
cell handy movil portable mobil:mobile
mail courriel correo:email
amt betrag montant importe:amount
prc preis prix precio:price
inv rechnung facture factura:invoice
prob problems problema probleme:problem
corr corrections repair resolution:correction
typ tipo typen category kategorie categorie:type
stat estado statut etat zustand:status
loc locn location locations standort lieu ubicacion sitio:site
art artikel item parts pn teil teile piece pieza ersatzteil article articulo:part
call calls ticket tickets wo workorder order auftrag intervention orden incident appel llamada sc einsatz:call
opened open created reported logged taken received:opened
closed completed finished done resolved cloture cerrado:closed
arrived arrive onsite:arrival
departed depart left:departure
resp:response
contr kontrakt vertrag contrat contrato agreement:contract
exp expires expiry expiration ablauf:expires
eff begin beginn debut inicio effective:start
ends ende fin:end
nm namen nom nombre:name
fname vorname prenom:first name
lname nachname apellido:last name
rem remark remarks notes note comment comments bemerkung bemerkungen remarque remarques notas nota kommentar:remark
hrs std stunden heures horas:hours
mins minuten minutos:minutes
bw mono black:mono
clr farbe couleur colour:color
terr gebiet territoire:territory
contacts kontakt ansprechpartner contacto:contact
staat pays land pais:country
bundesland provincia province region:state
""".strip()
_NO_MEANING = """
the of for a an and in on dated de du des der die das del la le el los les und et y zu
"""
_FILLERS = frozenset(_NO_MEANING.split())
_COMPOUND_ENDS = ("nummer", "nr", "name", "datum", "typ", "stand", "zeit", "code")
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHORT = (
    (re.compile(r"\bs\s*/\s*n\b|\bsn\b|\bserial\s*#", re.IGNORECASE), " serial number "),
    (re.compile(r"\bp\s*/\s*n\b", re.IGNORECASE), " part number "),
    (re.compile(r"\bb\s*[/&]\s*w\b", re.IGNORECASE), " mono "),
    (re.compile(r"\be-mail\b", re.IGNORECASE), " email "),
    (re.compile(r"\bn\s*[°º]|#|№", re.IGNORECASE), " number "),
    (
        re.compile(
            r"\bcode\s+postal\b|\bcodigo\s+postal\b|\bc\.?p\.?$|\bzip\s*code\b|\bpostal\s*code\b", re.IGNORECASE
        ),
        " postal ",
    ),
    (re.compile(r"\bpurchase\s*order\b|\bp\.?o\.?(?=\W|$)", re.IGNORECASE), " po "),
    (re.compile(r"\bwork\s*order\b", re.IGNORECASE), " call "),
    (re.compile(r"\bservice\s+(?=call|ticket|order)", re.IGNORECASE), " "),
)


def _by_spelling() -> dict[str, tuple[str, ...]]:
    spellings: dict[str, tuple[str, ...]] = {}
    for line in _WORDS.splitlines():
        words, _, meant = line.partition(":")
        spellings |= dict.fromkeys(words.split(), tuple(meant.split()))
    return spellings


_SPELLINGS = _by_spelling()


@lru_cache(maxsize=4096)
def meant_words(header: str) -> tuple[str, ...]:
    """Return a header's words in plain English, in order, without fillers: "Cust. No" is ("customer", "number")."""
    text = header
    for pattern, written_out in _SHORT:
        text = pattern.sub(written_out, text)
    words: list[str] = []
    for word in folded(_CAMEL.sub(" ", text)).split():
        for part in _parts(word):
            if part not in _FILLERS:
                words += _SPELLINGS.get(part, (part,))
    # "Item/Part No" and "Account Customer": twice the same thing is once.
    return tuple(dict.fromkeys(words))


def _parts(word: str) -> tuple[str, ...]:
    """Cut a German compound: kundennummer is kunde and nummer."""
    if word in _SPELLINGS:
        return (word,)
    for end in _COMPOUND_ENDS:
        start = word.removesuffix(end)
        if start not in {word, ""}:
            for stem in (start, start.rstrip("n"), start.rstrip("s"), start + "e"):
                if stem in _SPELLINGS:
                    return (stem, end)
    return (word,)
