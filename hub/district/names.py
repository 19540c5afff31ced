"""Invented names of people, places and streets, and what is derived from a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.models.codes import Sex
from hub.names import sort_name

if TYPE_CHECKING:
    from random import Random

FEMALE = (
    "Abigail Adriana Aisha Alma Amara Amelia Anahit Angela Anika Ariana Aurora Beatriz Bianca "
    "Brenda Camila Carmen Chloe Clara Daniela Deborah Destiny Ebony Elena Eleni Emily Esther "
    "Fatima Gabriela Grace Hana Imani Ingrid Isabel Jasmine Joanna Julia Kavya Keiko Kimberly "
    "Lakshmi Latisha Laura Leilani Linh Lucia Maria Marisol Mei Melissa Mina Monique Naomi "
    "Natalia Nayeli Nicole Noor Olivia Paloma Priya Rebecca Rosa Ruth Samira Sara Shreya Soo "
    "Stella Tamara Teresa Valeria Vanessa Wendy Ximena Yara Yolanda Zainab Zoë"
).split()

MALE = (
    "Aaron Ahmed Alejandro Andre Andrew Anthony Arjun Armen Benjamin Brandon Bruno Carlos Cesar "
    "Christopher Connor Darius Darnell David Diego Dmitri Eduardo Elijah Emmanuel Ethan Felipe "
    "Gabriel George Hamza Hector Hiro Hugo Ibrahim Isaac Ivan Jamal James Javier Jin Jonah "
    "Jorge Joshua Julian Kareem Keanu Kenji Kevin Khalil Liam Lorenzo Luis Malik Marcus Mateo "
    "Michael Miguel Minh Nathan Nikhil Noah Omar Oscar Pablo Quincy Rafael Raj Ramon Samuel "
    "Santiago Sergio Sione Terrence Thomas Tomás Tyrone Victor Vikram Walter William Xavier "
    "Yusuf Zachary"
).split()

NEUTRAL = (
    "Alex Avery Casey Devon Emerson Jordan Kai Logan Morgan Quinn Reese Riley Rowan Sage".split()
)

FAMILY = (
    "Abdi Adams Aguilar Ahmadi Ali Alvarez Amari Anderson Aquino Avila Avakian Bailey Baker "
    "Banerjee Barnes Bautista Becker Begay Bell Bennett Bhatt Boateng Bondarenko Brooks Brown "
    "Bui Cabrera Campbell Cardenas Carter Castillo Castro Cervantes Chang Chavez Chen Chin Choi "
    "Clark Coleman Contreras Cook Cortez Cruz Dang Davis Delgado Diallo Dixon Dominguez Duarte "
    "Dubois Edwards Escobar Estrada Evans Farahani Fischer Flores Foster Franco Fuentes "
    "Gallagher Garcia George Gharibian Gomez Gonzales Grant Green Guerrero Gupta Gutierrez "
    "Haddad Hall Han Harris Hassan Hayes Hernandez Herrera Hill Hoang Holmes Hong Howard Huang "
    "Hughes Hussein Ibarra Ito Jackson Jefferson Jimenez Johnson Jones Joshi Juarez Kahale Kang "
    "Kapoor Karim Kaur Kelly Khan Kim King Kowalski Kumar Lara Le Lee Leon Lewis Li Lim Lin Liu "
    "Lopez Luna Ma Malhotra Marquez Martin Martinez Mason Medina Mehta Mejia Mendez Mendoza "
    "Meyer Miller Mitchell Mohamed Molina Montoya Moore Morales Moreno Morgan Morris Murphy "
    "Murray Navarro Nelson Nguyen Noble Núñez O'Brien O'Neill Ochoa Okafor Okoye Olsen Ortega "
    "Ortiz Osei Owens Padilla Park Parker Patel Patterson Peña Perez Petrosyan Petrov Pham "
    "Phillips Powell Price Quezada Quintero Rahman Ramirez Ramos Reddy Reed Reyes Reynolds "
    "Rivas Rivera Roberts Robinson Robles Rogers Rojas Romero Rosales Ross Ruiz Russell Salas "
    "Salazar Salcedo Sanchez Sandoval Santos Saito Sato Scott Serrano Shah Sharma Silva Simmons "
    "Singh Smith Solis Song Soto Stewart Suarez Suzuki Tagaloa Tanaka Taylor Thomas Thompson "
    "Torres Tran Trevino Trujillo Turner Valdez Valencia Vargas Vasquez Vega Velasco Villa "
    "Villanueva Vo Vu Walker Wallace Wang Ward Washington Watson White Williams Wilson Wong "
    "Wood Wright Wu Xiong Yamamoto Yang Yoon Young Yu Zamora Zavala Zhang Zhao Zuniga"
).split()

PLACES = (
    "Alder Aspen Bayview Birchwood Bluff Brookside Canyon Cedar Chaparral Clearwater Cottonwood "
    "Creekside Cypress Dogwood Eastgate Elmwood Fairview Fern Foothill Garden Glenwood Granite "
    "Harbor Hawthorn Hillcrest Indigo Ironwood Jacaranda Juniper Lakeside Laurel Lupine "
    "Magnolia Manzanita Maple Meadow Mesa Mistletoe Monarch Oakridge Orchard Palmetto "
    "Pepperwood Pinecrest Poppy Prairie Quail Redwood Ridgeline Riverbend Rosewood Sagebrush "
    "Seabreeze Spruce Sunset Sycamore Tamarack Valley Willow Yarrow"
).split()

STREET_ENDS = ("Street", "Avenue", "Drive", "Lane", "Court", "Way", "Place", "Road")
CITIES = (
    ("Alta Vista", "90801"),
    ("Port Linden", "90802"),
    ("San Marlo", "90803"),
    ("Verdugo Flats", "90804"),
    ("West Harbor", "90805"),
)
AREA_CODES = ("213", "310", "323", "424", "562", "626", "747", "818")

Address = tuple[str, str | None, str, str, str]
"""Line 1, line 2, city, state, postal code."""


def given_name(dice: Random, sex: Sex) -> str:
    """Return a given name, now and then one that tells no sex."""
    tenth = 0.08
    if sex is Sex.NONBINARY or dice.random() < tenth:
        return dice.choice(NEUTRAL)
    return dice.choice(FEMALE if sex is Sex.FEMALE else MALE)


def family_name(dice: Random) -> str:
    """Return a family name."""
    return dice.choice(FAMILY)


def email(given: str, family: str, number: int, domain: str) -> str:
    """Return an address in a domain that belongs to nobody (RFC 2606)."""
    words = sort_name(given, family).replace(", ", ".")
    plain = "".join(letter for letter in words if letter.isalnum() or letter == ".")
    return f"{plain}{number}@{domain}"


def phone(dice: Random) -> str:
    """Return a number in the range that is set aside for fiction."""
    return f"({dice.choice(AREA_CODES)}) 555-01{dice.randrange(100):02}"


def address(dice: Random) -> Address:
    """Return a street address in a town that doesn't exist."""
    street = f"{dice.choice(PLACES)} {dice.choice(STREET_ENDS)}"
    flat = f"Apt {dice.randrange(1, 40)}" if dice.random() < 0.3 else None  # noqa: PLR2004
    city, postal_code = dice.choice(CITIES)
    return f"{dice.randrange(100, 9900)} {street}", flat, city, "CA", postal_code


def post_box(dice: Random) -> Address:
    """Return a post-office box, as mailing or substitute address."""
    city, postal_code = dice.choice(CITIES)
    return f"PO Box {dice.randrange(100, 9900)}", None, city, "CA", postal_code


def school_name(index: int, kind: str) -> str:
    """Return the name of the `index`-th school of a kind; names don't repeat before 240."""
    quarter = ("", "North ", "South ", "New ")[index // len(PLACES) % 4]
    return f"{quarter}{PLACES[(index * 7 + len(kind)) % len(PLACES)]} {kind}"
