"""One scanned page: its picture straightened and cleaned, its ruling lines found, its words recognised."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import cv2

from .geometry import Page
from .ocr import Recognisers
from .scan_angle import at_resolution, find_ink, find_skew, lies_sideways
from .scan_image import Dots, Picture, straightened, turned
from .scan_marks import clean
from .scan_rules import find_rules
from .scan_words import read_words

UPSIDE_DOWN = 0.7
"""Mean confidence below which a page is also read the other way up."""


def read_picture(picture: Picture, page: Page, recognisers: Recognisers) -> Page:
    """Return a page with what its picture shows, turned so that its text is upright."""
    turn = 90 if lies_sideways(_ink(picture)) else 0
    found = _read_turned(picture, page, turn, recognisers)
    if _sureness(found) >= UPSIDE_DOWN:
        return found
    other = _read_turned(picture, page, turn + 180, recognisers)
    return other if _sureness(other) > _sureness(found) else found


def _read_turned(picture: Picture, page: Page, turn: int, recognisers: Recognisers) -> Page:
    upright = turned(picture, turn)
    skew = find_skew(_ink(upright))
    straight = straightened(upright, -skew)
    rules, text = find_rules(straight.with_dots(clean(straight.dots, straight.resolution)))
    width, height = (page.height, page.width) if turn % 180 else (page.width, page.height)
    ruled = replace(
        page, width=width, height=height, words=(), rules=rules, fills=(), kind="scanned", turned=turn, skew=skew
    )
    return replace(ruled, words=read_words(text, ruled, recognisers))


def _sureness(page: Page) -> float:
    """Return the mean confidence of a page's words, by their letters; 1 where there are none."""
    letters = [word.confidence for word in page.words for _ in word.text]
    return fmean(letters) if letters else 1.0


def _ink(picture: Picture) -> Dots:
    grey = cv2.cvtColor(picture.dots, cv2.COLOR_BGR2GRAY)
    return find_ink(at_resolution(grey, picture.resolution))
