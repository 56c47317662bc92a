"""What the demo's machines are, how they break, and what mends them. Makers and models are invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the catalogue; `meters` as the importer names them, `serial` how its numbers begin."""

    name: str
    maker: str
    family: str
    segment: str
    meters: tuple[str, ...]
    life_pages: int
    monthly_pages: int
    serial: str
    # How many of the ninety.
    count: int


MODELS = (
    Model("C450", "Norvik", "Norvik C4", "A3 colour", ("mono", "colour", "scan"), 1_200_000, 15_000, "NV45", 16),
    Model("C320", "Norvik", "Norvik C3", "A3 colour", ("mono", "colour"), 800_000, 8_000, "NV32", 13),
    Model("M380", "Norvik", "Norvik M3", "A3 mono", ("mono", "scan"), 1_500_000, 18_000, "NM38", 9),
    Model("H60", "Halden", "Halden H", "A3 mono", ("mono",), 2_000_000, 25_000, "HD60", 8),
    Model("H85", "Halden", "Halden H", "A3 mono high volume", ("mono",), 4_000_000, 50_000, "HD85", 5),
    Model("HC40", "Halden", "Halden HC", "A3 colour", ("mono", "colour", "scan"), 1_000_000, 12_000, "HC40", 11),
    Model("T210", "Tessaro", "Tessaro T2", "A4 mono desktop", ("mono",), 200_000, 2_500, "TS21", 12),
    Model("T330c", "Tessaro", "Tessaro T3", "A4 colour desktop", ("mono", "colour"), 250_000, 3_000, "TS33", 10),
    Model("W36", "Tessaro", "Tessaro W", "wide format", ("large",), 120_000, 800, "TW36", 3),
    Model("Q7", "Quillmark", "Quillmark Q", "production colour", ("mono", "colour"), 6_000_000, 90_000, "QM07", 3),
)

# number|name|maker|family|price in dollars|cost in dollars|life in pages|consumable
PARTS = """
NV4-FU10|Fuser unit|Norvik|Norvik C4|412.00|231.00|300000|no
NV4-DR20|Drum unit, black|Norvik|Norvik C4|268.00|149.00|180000|no
NV4-DR21|Drum unit, colour|Norvik|Norvik C4|281.00|158.00|120000|no
NV4-TB30|Transfer belt|Norvik|Norvik C4|389.00|214.00|300000|no
NV4-RL40|Pickup roller kit|Norvik|Norvik C4|46.50|18.20|150000|no
NV4-TK50|Toner, black|Norvik|Norvik C4|84.00|39.00|26000|yes
NV3-FU10|Fuser unit|Norvik|Norvik C3|338.00|187.00|200000|no
NV3-DR20|Drum unit|Norvik|Norvik C3|214.00|118.00|120000|no
NV3-RL40|Pickup roller kit|Norvik|Norvik C3|41.00|16.10|120000|no
NM3-FU10|Fuser unit|Norvik|Norvik M3|365.00|201.00|350000|no
NM3-DR20|Drum unit|Norvik|Norvik M3|198.00|104.00|300000|no
NM3-RL40|Pickup roller kit|Norvik|Norvik M3|43.00|17.00|150000|no
HD-FU10|Fuser assembly|Halden|Halden H|540.00|312.00|500000|no
HD-DR20|Drum and cleaning blade|Halden|Halden H|322.00|176.00|400000|no
HD-RL40|Feed and separation rollers|Halden|Halden H|58.00|23.50|200000|no
HD-ST60|Stapler cartridge holder|Halden|Halden H|76.00|34.00||no
HC-FU10|Fuser assembly|Halden|Halden HC|448.00|250.00|250000|no
HC-DR20|Drum unit|Halden|Halden HC|246.00|133.00|150000|no
HC-TB30|Transfer belt|Halden|Halden HC|402.00|222.00|280000|no
HC-RL40|Feed and separation rollers|Halden|Halden HC|52.00|20.90|150000|no
T2-FU10|Fuser|Tessaro|Tessaro T2|129.00|68.00|100000|no
T2-RL40|Pickup roller and pad|Tessaro|Tessaro T2|19.90|7.40|50000|no
T3-FU10|Fuser|Tessaro|Tessaro T3|158.00|84.00|100000|no
T3-DR20|Imaging drum|Tessaro|Tessaro T3|112.00|60.00|60000|no
T3-RL40|Pickup roller and pad|Tessaro|Tessaro T3|21.90|8.10|50000|no
TW-RL40|Media drive rollers|Tessaro|Tessaro W|136.00|71.00|60000|no
TW-PH70|Print head|Tessaro|Tessaro W|690.00|415.00|90000|no
QM-FU10|Fuser belt module|Quillmark|Quillmark Q|1240.00|760.00|600000|no
QM-DR20|Drum unit|Quillmark|Quillmark Q|520.00|301.00|500000|no
QM-RL40|Air feed rollers|Quillmark|Quillmark Q|188.00|96.00|300000|no
GEN-CB01|Network cable, 3 m||||4.20||no
GEN-ST01|Staples, box of 3||||21.00|15000|yes
""".strip()

# kind|code|name|plain words
CODES = """
problem|JAM|Paper jams|Paper gets stuck.
problem|FEED|Won't feed from a tray|It won't take paper from one of its trays.
problem|LINES|Lines or streaks on pages|There are lines on your pages.
problem|FADED|Faded or ghost image|The print is faint, or shows twice.
problem|COLOUR|Colour is off|Colours don't come out right.
problem|NOISE|Unusual noise|It makes a noise that it shouldn't.
problem|STAPLE|Stapler fails|It doesn't staple.
problem|LEAK|Toner leaks|Toner is getting where it shouldn't.
problem|DEAD|Doesn't start|It doesn't start.
problem|ERROR|Stops with an error code|It stops and shows an error code.
problem|SCANMAIL|Scan to e-mail fails|Scans don't arrive by e-mail.
problem|SCANFOLD|Scan to folder fails|Scans don't arrive in your folder.
problem|NOPRINT|Computers can't print|Your computers can't reach the machine.
problem|HOWTO|How to use it|You'd like to know how it is done.
problem|TONER|Toner wanted|You need toner.
problem|CARE|Planned care|It is due for its planned care.
problem|NEW|New machine|A machine is to be set up.
problem|MOVE|Machine moves|A machine is to stand elsewhere.
cause|ROLLER|Rollers worn|The rollers that pull the paper were worn.
cause|DRUM|Drum worn|The drum, which makes the image, had reached the end of its life.
cause|FUSER|Fuser worn|The unit that fixes toner on the paper was worn.
cause|BELT|Transfer belt worn|The belt that carries the image was worn.
cause|FOREIGN|Foreign object|Something small had fallen into the paper path.
cause|DIRT|Dirt or paper dust|Paper dust had built up.
cause|SENSOR|Sensor dirty or misaligned|A sensor had lost sight of the paper.
cause|PAPER|Damp or wrong paper|The paper was damp or too heavy.
cause|SETTING|Setting changed|A setting had been changed.
cause|PASSWORD|Mail password expired|The password of the mail account had expired.
cause|PROTOCOL|File sharing protocol changed|An update on your server had changed how files are received.
cause|ADDRESS|Network address changed|The machine had got a new address in your network.
cause|DRIVER|Printer driver outdated|The driver on the computers was out of date.
cause|STAPLER|Stapler unit worn|The stapler was worn.
cause|POWER|Power supply|The power supply had failed.
cause|PLAN|Planned work|It was planned.
cause|WISH|Wish of the customer|You asked for it.
correction|REPLACED|Part replaced|We replaced the worn part.
correction|CLEANED|Cleaned|We cleaned it.
correction|REMOVED|Object removed|We took it out.
correction|ADJUSTED|Adjusted|We adjusted it.
correction|SET|Settings put right|We put the settings right.
correction|DRIVER|Driver updated|We updated the driver.
correction|SHOWN|Shown how|We showed how it is done.
correction|CARED|Planned care done|We did the planned care.
correction|SETUP|Set up|We set it up and tested it.
correction|MOVED|Moved|We moved it and tested it.
correction|SENT|Supplies delivered|We brought what you needed.
""".strip()

# Which codes say that the machine didn't cause the call; the others say nothing, and the call's type decides.
CAUSED_BY = {
    ("problem", "SCANMAIL"): "network",
    ("problem", "SCANFOLD"): "network",
    ("problem", "NOPRINT"): "network",
    ("problem", "HOWTO"): "operator",
    ("cause", "FOREIGN"): "operator",
    ("cause", "PAPER"): "supplies",
    ("cause", "SETTING"): "operator",
    ("cause", "PASSWORD"): "network",
    ("cause", "PROTOCOL"): "network",
    ("cause", "ADDRESS"): "network",
    ("cause", "DRIVER"): "network",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """How a problem is told, what it turns out to be, and how it is mended.

    `part` is how the part's number ends, or "" where none is needed.
    """

    problem: str
    cause: str
    correction: str
    weight: int
    minutes: int
    part: str
    said: tuple[str, ...]
    told: str


# fmt: off
FAULTS = (
    Fault("JAM", "ROLLER", "REPLACED", 16, 55, "RL40",
          ("It jams on every third sheet.", "Paper keeps getting stuck in the side door.",
           "Jams all morning, we have a line at the machine."),
          "The rollers were worn, so I put in new ones and ran fifty sheets without a jam."),
    Fault("JAM", "FOREIGN", "REMOVED", 5, 35, "",
          ("It says jam but we can't see any paper.", "Jam in the same place, over and over."),
          "A torn strip of label was stuck inside; it's out, and the paper runs freely again."),
    Fault("JAM", "PAPER", "SHOWN", 4, 30, "",
          ("Jams since we opened the new boxes of paper.",),
          "The paper had drawn moisture. I loaded a dry ream and showed the front desk how to store it."),
    Fault("FEED", "ROLLER", "REPLACED", 9, 45, "RL40",
          ("Tray 2 won't feed.", "It only takes paper from the top tray."),
          "Tray 2 has new rollers and feeds again."),
    Fault("FEED", "SENSOR", "CLEANED", 5, 35, "",
          ("It says tray 1 is empty, and it's full.",),
          "A sensor was covered with paper dust. It's clean now and sees the tray."),
    Fault("LINES", "DRUM", "REPLACED", 13, 50, "DR20",
          ("Lines on every page.", "A black streak down the right side of every copy.",
           "Grey lines, worse since yesterday."),
          "The drum had reached the end of its life. The new one prints clean."),
    Fault("LINES", "DIRT", "CLEANED", 7, 30, "",
          ("One thin line, only when we use the feeder.", "A line on copies but not on prints."),
          "There was a speck on the scanning glass. I cleaned it and checked ten copies."),
    Fault("FADED", "FUSER", "REPLACED", 6, 75, "FU10",
          ("The print rubs off with a finger.", "Ghost image of the page before."),
          "The fixing unit was worn. I replaced it, and the print holds."),
    Fault("COLOUR", "BELT", "REPLACED", 5, 70, "TB30",
          ("Colours are shifted, it looks like 3D glasses.", "The logo prints brown instead of red."),
          "The belt that carries the colour was worn. I put in a new one and printed your logo to check."),
    Fault("COLOUR", "SETTING", "ADJUSTED", 4, 40, "",
          ("Colours look washed out since last week.",),
          "I set the colours anew and we compared a print with your sample."),
    Fault("NOISE", "ROLLER", "REPLACED", 3, 45, "RL40",
          ("It squeaks so loud that people in the next room complain.",),
          "A roller squeaked; it's replaced and quiet."),
    Fault("NOISE", "DIRT", "CLEANED", 3, 35, "",
          ("Grinding noise when it starts.",),
          "I cleaned and greased the drive; it runs quietly."),
    Fault("STAPLE", "STAPLER", "REPLACED", 3, 40, "ST60",
          ("It folds the staples over but not through.",),
          "The stapler is new, and I stapled five sets to be sure."),
    Fault("LEAK", "DRUM", "REPLACED", 2, 60, "DR20",
          ("Toner on everybody's hands.",),
          "The drum leaked. It's replaced, and I cleaned the inside."),
    Fault("DEAD", "POWER", "ADJUSTED", 2, 60, "",
          ("Dead. No lights at all.",),
          "The outlet's breaker had tripped. I checked the machine and it draws what it should."),
    Fault("ERROR", "FUSER", "REPLACED", 7, 80, "FU10",
          ("It stops with an error about the fuser.", "Error code, off and on helps for ten pages."),
          "The fixing unit had failed. I replaced it and ran a hundred pages."),
    Fault("ERROR", "SENSOR", "CLEANED", 5, 40, "",
          ("Error in the middle of long jobs.",),
          "A dusty sensor stopped it. It's clean, and a long print ran through."),
    Fault("SCANMAIL", "PASSWORD", "SET", 7, 35, "",
          ("Scan to e-mail stopped yesterday.", "Scans never arrive, it says connection failed."),
          "The mail account's password had expired. Your IT gave a new one, and I sent two scans to check."),
    Fault("SCANFOLD", "PROTOCOL", "SET", 6, 60, "",
          ("Scan to folder fails since the server update.", "It says it can't find the folder."),
          "After the server's update the machine had to use the newer way to send files. It does now."),
    Fault("NOPRINT", "ADDRESS", "SET", 5, 40, "",
          ("Nobody can print since this morning.", "All computers say the printer is offline."),
          "The machine had got a new network address. It has a fixed one now, which your IT has noted."),
    Fault("NOPRINT", "DRIVER", "DRIVER", 4, 45, "",
          ("Two computers can't print since they were updated.",),
          "Both computers have the current driver and print."),
)
# fmt: on

INSIDE = (
    "Second tray's guide is bent; still works.",
    "Machine stands in direct sun until noon.",
    "Asked for someone they know; likes to watch and learn.",
    "Old stock of paper in the damp closet, about 20 boxes.",
    "Firmware two versions behind; no fault from it seen.",
    "Spare key for the copy room is at reception.",
)
