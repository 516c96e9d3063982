import pytest

from pipeline.catalogue.ruc import is_valid_ruc, read_ruc


def made_up(first_eight, rest="0001"):
    weights = (3, 2, 7, 6, 5, 4, 3, 2)
    check = -sum(weight * int(digit) for weight, digit in zip(weights, first_eight, strict=True)) % 11
    return f"{first_eight}{check}{rest}"


def test_a_public_body_s_number_checks_itself():
    ruc = made_up("17600132")
    assert ruc == "1760013210001"  # as published by the body that has it
    assert is_valid_ruc(ruc)
    for place in range(9):
        other = ruc[:place] + str((int(ruc[place]) + 1) % 10) + ruc[place + 1 :]
        assert not is_valid_ruc(other)


def test_companies_and_persons_have_rules_of_their_own():
    assert is_valid_ruc("0190000028001")
    assert not is_valid_ruc("0190000029001")
    assert is_valid_ruc("0100000017001")
    assert not is_valid_ruc("0100000018001")


@pytest.mark.parametrize("ruc", ["2560013210001", "1770013210001", "1760013210000"])
def test_province_kind_and_establishment_must_exist(ruc):
    assert not is_valid_ruc(ruc)


def test_a_lost_zero_is_given_back_if_the_check_digit_agrees():
    ruc = made_up("01600022")
    assert read_ruc(ruc[1:]) == read_ruc(ruc).__class__(ruc, is_repaired=True)
    wrong = ruc[1:8] + str((int(ruc[8]) + 1) % 10) + ruc[9:]
    assert read_ruc(wrong).problem == "ruc_check_digit"


@pytest.mark.parametrize("text", [" 1760013210001 ", "'1760013210001", "1760013210-001"])
def test_what_spreadsheets_add_is_taken_off(text):
    assert read_ruc(text).value == "1760013210001"


@pytest.mark.parametrize(
    ("text", "problem"),
    [("1,76E+12", "ruc_not_digits"), ("17600132", "ruc_length"), ("1760013220001", "ruc_check_digit"), ("", None)],
)
def test_what_is_no_ruc_says_why(text, problem):
    reading = read_ruc(text)
    assert (reading.value, reading.problem) == (None, problem)
