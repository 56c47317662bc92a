"""The customers of the demo: who they are, where they are, whom one asks for. All invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A customer as its dispatcher would describe it. `sites` are "name|street|how to get in"."""

    name: str
    branch: str
    segment: str
    agreement: str
    contact: str
    job_title: str
    sites: tuple[str, ...]
    goals: tuple[str, ...] = ()
    note: str = ""
    is_on_credit_hold: bool = False


# fmt: off
ACCOUNTS = (
    Account("Chen Family Clinic", "COL", "medical", "urgent", "Grace Chen", "office manager",
            ("Main Street|114 Main Street|Side door on Elm Alley; ring twice before 8 am.",),
            ("I want nobody to wait at the front desk because a form won't print.",
             "We'd like to stop faxing referrals by the end of next year.")),
    Account("Brightwater Pediatrics", "COL", "medical", "urgent", "Lena Abbott", "practice manager",
            ("Hilltop|820 Tansy Hill Road|Ask at reception for the key to the copy room.",
             "Eastgate|19 Copperfield Court|Park behind the building; the front is for patients.")),
    Account("Olentangy Valley Schools", "COL", "school", "order needed", "Marcus Webb", "purchasing clerk",
            ("District office|300 Harvest Bell Lane|Sign in at the desk; a badge is needed.",
             "North Elementary|55 Meadowlark Run|Not between 7:45 and 8:15, when the buses come.",
             "Valley High|1400 Stonebridge Pike|Machines are in the library and in room 114."),
            ("We have to get through the spring testing weeks without one copier standing still.",)),
    Account("Harlan & Voss, Attorneys", "COL", "law", "full", "Patricia Voss", "managing partner",
            ("Downtown|88 Courthouse Row, Suite 600|Elevator needs a visitor card from the lobby desk.",),
            ("Closing binders must look right the first time; our clients see them.",)),
    Account("Fairfield Tool & Die", "COL", "manufacturing", "parts and labour", "Rick Stamper", "plant manager",
            ("Plant|2400 Anvil Avenue|Safety glasses and closed shoes; call Rick from the gate.",
             "Shipping|2410 Anvil Avenue|Dock 3.")),
    Account("City of Millbrook", "COL", "government", "order needed", "Doris Hanley", "city clerk",
            ("City hall|1 Commons Square|Metal detector at the door; tools in the clear bag.",
             "Water department|70 Reservoir Road|Closed from noon to 1 pm.",
             "Fire station 2|515 Larkspur Street|Ring; they may be out.")),
    Account("St. Brendan Parish", "COL", "church", "labour only", "Father Paul Nolan", "pastor",
            ("Parish office|212 Abbey Street|The bulletin goes out on Thursday, so Wednesday is the bad day.",)),
    Account("Ridgeline Credit Union", "COL", "finance", "full", "Yolanda Price", "operations lead",
            ("Main branch|640 Summit View Drive|Two people must be present in the vault corridor.",
             "Westside|1205 Prairie Lane|")),
    Account("Hometown Veterinary", "COL", "medical", "full", "Dr. Amy Lund", "owner",
            ("Clinic|39 Pawpaw Lane|Cats loose in the office. Please close doors.",)),
    Account("Buckeye Freight Lines", "COL", "logistics", "urgent", "Carl Jessup", "terminal manager",
            ("Terminal|7700 Switchyard Road|Gate code changes monthly; call dispatch.",
             "Yard office|7702 Switchyard Road|"),
            ("Drivers stand in line for bills of lading at 5 am. That line has to go away.",)),
    Account("Lindenhall Senior Living", "COL", "medical", "full", "Teresa Boyd", "administrator",
            ("Lindenhall|450 Linden Hall Way|Flu season: masks at the front desk.",)),
    Account("Wexler Title Agency", "COL", "finance", "lease ending", "Nora Wexler", "owner",
            ("Office|18 Deed Street, Suite 2|",), ("Everything from a closing scanned the same day.",)),
    Account("Greenbrier Architects", "COL", "design", "full", "Owen Castellan", "studio manager",
            ("Studio|77 Foundry Lane, Floor 3|Freight elevator only for machines.",),
            ("Drawings in true colour without sending them out to a print shop.",)),
    Account("Maple Grove Library", "COL", "government", "order needed", "Hannah Ott", "library director",
            ("Library|900 Storybook Lane|Quiet, please: story hour is at 10.",)),
    Account("Corvid Coffee Roasters", "COL", "retail", "none", "Jess Alder", "owner",
            ("Roastery|31 Ember Street|",)),
    Account("Northstar Staffing", "COL", "services", "ended", "Bill Tran", "office manager",
            ("Office|505 Compass Boulevard|",)),
    Account("Hartwell Dental Group", "COL", "medical", "full", "Simone Hart", "front desk lead",
            ("Hartwell|62 Ivory Street|", "Polaris|1811 Beacon Court|")),
    Account("Three Rivers Insurance", "COL", "finance", "toner extra", "Gail Moreno", "agency manager",
            ("Office|240 Confluence Avenue|",)),
    Account("Pinnacle Roofing", "COL", "construction", "toner extra", "Sam Dietz", "estimator",
            ("Office|3300 Slate Road|Dog in the yard is friendly.",), note="Pays late, always pays.",
            is_on_credit_hold=True),
    Account("Ohio Orchid Growers", "COL", "agriculture", "labour only", "Beth Rowan", "bookkeeper",
            ("Greenhouses|18550 County Road 9|Humid; the machine stands in the dry office.",)),
    Account("Kessler Printing Supply", "COL", "retail", "none", "Art Kessler", "owner",
            ("Shop|414 Gutenberg Place|",)),
    Account("Riverbend Charter Academy", "COL", "school", "full", "Monique Ellis", "principal",
            ("Academy|75 Riverbend Parkway|School office opens at 7.",),
            ("Teachers should copy between classes, not before sunrise.",)),
    Account("Franklin Legal Aid", "COL", "nonprofit", "labour only", "Derek Shaw", "director",
            ("Office|16 Justice Street|",)),
    Account("Sugar Creek Township", "COL", "government", "order needed", "Ellen Vance", "fiscal officer",
            ("Township hall|1 Sugar Creek Road|",)),
    Account("Dayton Harbor Hospital", "DAY", "medical", "network", "Ray Whitcomb", "IT manager",
            ("Main building|1000 Harbor Hospital Drive|Vendor badge from security, ground floor.",
             "Outpatient|1020 Harbor Hospital Drive|",
             "Records|1044 Harbor Hospital Drive|Basement; no mobile signal."),
            ("No nurse should walk to another floor for a printout.",
             "All scanning over TLS before the audit in spring.")),
    Account("Wright Field Machining", "DAY", "manufacturing", "parts and labour", "Lou Farrow", "maintenance lead",
            ("Plant|6100 Propeller Road|Steel-toe shoes.",)),
    Account("Gem City Bank", "DAY", "finance", "network", "Anita Desai", "branch operations",
            ("Main office|5 Exchange Street|", "Oakwood|310 Acorn Avenue|", "Kettle Run|87 Kettle Run Road|")),
    Account("Miami Valley Law Partners", "DAY", "law", "full", "Judith Crane", "administrator",
            ("Office|22 Docket Street, Floor 9|",)),
    Account("Huber Ridge Schools", "DAY", "school", "order needed", "Stan Petrie", "business manager",
            ("Board office|600 Schoolhouse Lane|", "Middle school|620 Schoolhouse Lane|")),
    Account("Sunrise Bakery", "DAY", "retail", "none", "Mario Conti", "owner",
            ("Bakery|9 Miller Street|Early: they leave at 1 pm.",)),
    Account("Stillwater Physical Therapy", "DAY", "medical", "lease ending", "Kim Larue", "office manager",
            ("Clinic|140 Stillwater Lane|",), ("Patients should fill in forms at home, not in the waiting room.",)),
    Account("Five Oaks Community Center", "DAY", "nonprofit", "ended", "Leroy Banks", "director",
            ("Center|555 Acorn Commons|",)),
    Account("Englewood Auto Parts", "DAY", "retail", "toner extra", "Tina Ruiz", "manager",
            ("Store|1919 Piston Street|",), is_on_credit_hold=True),
    Account("Heritage Funeral Home", "DAY", "services", "full", "Samuel Grant", "director",
            ("Home|48 Evergreen Walk|Use the side entrance; be quiet during services.",),
            ("Programs for a service have to be ready in an hour, beautiful, every time.",)),
    Account("Tri-County Electric Co-op", "DAY", "utility", "network", "Vera Holt", "office supervisor",
            ("Headquarters|3000 Dynamo Road|",)),
    Account("Beavercreek Surveying", "DAY", "design", "full", "Paul Oyler", "owner",
            ("Office|260 Theodolite Lane|",)),
    Account("Carillon Travel", "DAY", "services", "labour only", "Nina Sorel", "owner",
            ("Office|71 Carillon Row|",)),
    Account("Vandalia Packaging", "DAY", "manufacturing", "parts and labour", "Gus Trexler", "shift lead",
            ("Plant|8800 Carton Road|Forklifts: stay inside the yellow lines.", "Office|8802 Carton Road|")),
    Account("Mercy Street Shelter", "DAY", "nonprofit", "none", "Ruth Ann Bell", "director",
            ("Shelter|12 Mercy Street|",)),
    Account("Oakwood Realty", "DAY", "services", "lease ending", "Claire Dunning", "broker",
            ("Office|330 Gable Street|",), ("A listing flyer in colour within five minutes of the photos.",)),
)
# fmt: on

# Other people at customers who answer the phone or know the machine.
OTHER_PEOPLE = (
    "Alice Grady", "Ben Tolliver", "Carmen Ortiz", "Dwight Peel", "Erin Malloy", "Felix Baum", "Gina Sato",
    "Hank Dorsey", "Irene Wolfe", "Jamal Pruett", "Kara Lindgren", "Leo Fontaine", "Mona Haddad", "Nate Colby",
    "Opal Reese", "Pete Marino", "Quinn Avery", "Rosa Delgado", "Seth Ivers", "Tess Novak", "Uma Pillai",
    "Vince Garner", "Wendy Foss", "Xavier Cole", "Yvonne Beck", "Zach Hollis",
)  # fmt: skip
OTHER_TITLES = ("receptionist", "bookkeeper", "records clerk", "assistant", "IT contact", "shift lead")

TOWNS = {
    "COL": (("Columbus", "43004"), ("Millbrook", "43017"), ("Westerly", "43026"), ("Grove Point", "43068")),
    "DAY": (("Dayton", "45402"), ("Englewood Park", "45322"), ("Kettle Run", "45429")),
}
AREA_CODES = {"COL": ("614", "380"), "DAY": ("937", "326")}
# The middle of each branch's territory: latitude, longitude.
MIDDLES = {"COL": (39.99, -82.99), "DAY": (39.77, -84.19)}
