"""Files in the charsets of Vietnamese before Unicode are read as they were written, and nothing else is changed.

The codes are stated here a second time and in another order, vowel by vowel; TCVN3's were compared with the C
library's TCVN5712-1. What the charsets cannot hold: TCVN3 has no capital vowels with a tone (their small letters
stand for them in a capital font), so a word's first letter stays small where it was one ("ủy ban" for "Ủy ban").
"""

from __future__ import annotations

import array
import pickle
import random
import sys
import tracemalloc
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.charsets import decoded

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
TEXTS = {path.stem: path.read_bytes().decode("utf-8") for path in PLANS}

# Each vowel with the tones huyền, hỏi, ngã, sắc, nặng, and their codes.
TCVN3_ROWS = (
    ("àảãáạ", "B5 B6 B7 B8 B9"),
    ("ằẳẵắặ", "BB BC BD BE C6"),
    ("ầẩẫấậ", "C7 C8 C9 CA CB"),
    ("èẻẽéẹ", "CC CE CF D0 D1"),
    ("ềểễếệ", "D2 D3 D4 D5 D6"),
    ("ìỉĩíị", "D7 D8 DC DD DE"),
    ("òỏõóọ", "DF E1 E2 E3 E4"),
    ("ồổỗốộ", "E5 E6 E7 E8 E9"),
    ("ờởỡớợ", "EA EB EC ED EE"),
    ("ùủũúụ", "EF F1 F2 F3 F4"),
    ("ừửữứự", "F5 F6 F7 F8 F9"),
    ("ỳỷỹýỵ", "FA FB FC FD FE"),
    ("ăâêôơưđ", "A8 A9 AA AB AC AD AE"),
    ("ĂÂÊÔƠƯĐ", "A1 A2 A3 A4 A5 A6 A7"),
)
VNI_ROWS = (
    ("àảãáạ", "aø aû aõ aù aï"),
    ("ăằẳẵắặ", "aê aè aú aü aé aë"),
    ("âầẩẫấậ", "aâ aà aå aã aá aä"),
    ("èẻẽéẹ", "eø eû eõ eù eï"),
    ("êềểễếệ", "eâ eà eå eã eá eä"),
    ("ìỉĩíị", "ì æ ó í ò"),
    ("òỏõóọ", "oø oû oõ où oï"),
    ("ôồổỗốộ", "oâ oà oå oã oá oä"),
    ("ơờởỡớợ", "ô ôø ôû ôõ ôù ôï"),
    ("ùủũúụ", "uø uû uõ uù uï"),
    ("ưừửữứự", "ö öø öû öõ öù öï"),
    ("ỳỷỹýỵ", "yø yû yõ yù î"),
    ("đ", "ñ"),
)
TCVN3 = {
    letter: bytes.fromhex(code) for row, codes in TCVN3_ROWS for letter, code in zip(row, codes.split(), strict=True)
}
VNI_SMALL = {letter: code for row, codes in VNI_ROWS for letter, code in zip(row, codes.split(), strict=True)}
VNI = VNI_SMALL | {letter.upper(): code.upper() for letter, code in VNI_SMALL.items()}
SMALL = sorted(VNI_SMALL)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_tcvn3(text: str) -> bytes:
    """Capitals without a code become what the capital font shows as them: the small letter."""
    return b"".join(TCVN3.get(c) or TCVN3.get(c.lower()) or c.encode("cp1252") for c in text)


def to_vni(text: str) -> bytes:
    return "".join(VNI.get(c, c) for c in text).encode("cp1252")


def to_cp1258(text: str) -> bytes:
    return "".join(map(_tone_apart, text)).encode("cp1258")


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in parts if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES)) + tone


def resaved_from(charset: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode(charset).encode("utf-8")


ENCODERS = {"windows-1258": to_cp1258, "TCVN3": to_tcvn3, "VNI-Windows": to_vni}
RESAVED = {
    "as it is": bytes,
    "as Latin-1 in UTF-8": resaved_from("latin-1"),
    "as windows-1252 in UTF-8": resaved_from("cp1252"),
    "as windows-1252 in UTF-8 with mark": lambda data: b"\xef\xbb\xbf" + resaved_from("cp1252")(data),
    "as windows-1252 in UTF-16 with mark": lambda data: b"\xff\xfe" + data.decode("cp1252").encode("utf-16-le"),
}


@pytest.mark.parametrize(
    ("written", "meant", "charset"),
    [
        ("QuyÕt ®Þnh", "Quyết định", "TCVN3"),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "TCVN3"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", "TCVN3"),
        ("C¨n cø LuËt Tæ chøc ChÝnh phñ", "Căn cứ Luật Tổ chức Chính phủ", "TCVN3"),
        ("Quyeát ñònh", "Quyết định", "VNI-Windows"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", "VNI-Windows"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc", "VNI-Windows"),
        ("UÛY BAN NHAÂN DAÂN TÆNH NGHEÄ AN", "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", "VNI-Windows"),
        ("Quyêìt ðiònh, nghiò quyêìt, ban haÌnh", "Quyết định, nghị quyết, ban hành", "windows-1258"),
    ],
)
def test_phrases_as_they_are_found(written: str, meant: str, charset: str) -> None:
    for data in (written.encode("latin-1"), written.encode("utf-8")):
        assert decoded(data) == (meant, charset)


@pytest.mark.parametrize("resaved", RESAVED.values(), ids=RESAVED.keys())
@pytest.mark.parametrize("charset", ["windows-1258", "VNI-Windows"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_plan_comes_back_whole(name: str, charset: str, resaved: Callable[[bytes], bytes]) -> None:
    assert decoded(resaved(ENCODERS[charset](TEXTS[name]))) == (TEXTS[name], charset)


@pytest.mark.parametrize("resaved", RESAVED.values(), ids=RESAVED.keys())
@pytest.mark.parametrize("name", TEXTS)
def test_a_plan_comes_back_from_tcvn3_but_for_capital_vowels_with_a_tone(
    name: str, resaved: Callable[[bytes], bytes]
) -> None:
    text, charset = decoded(resaved(to_tcvn3(TEXTS[name])))
    assert (text.lower(), charset) == (TEXTS[name].lower(), "TCVN3")
    lost = {whole for word, whole in zip(text.split(), TEXTS[name].split(), strict=True) if word != whole}
    assert {word.strip("“”()-,.;:/") for word in lost} <= {"Ủy", "Ấp"}


def test_every_vietnamese_letter_is_in_the_tables() -> None:
    assert len(SMALL) == 67
    assert set(TCVN3) == {*SMALL, *"ĂÂÊÔƠƯĐ"}
    assert len(set(TCVN3.values())) == len(TCVN3)
    assert len(set(VNI.values())) == len(VNI) == 134


EVIDENCE = "Quyết định của Thủ tướng Chính phủ về việc phê duyệt kế hoạch"


@pytest.mark.parametrize("letter", [*SMALL, *map(str.upper, SMALL)])
@pytest.mark.parametrize("charset", ENCODERS)
def test_every_letter_comes_back(letter: str, charset: str) -> None:
    text = f"{EVIDENCE}\n[{letter}]\n{EVIDENCE}"
    expected = text.replace(letter, letter.lower()) if charset == "TCVN3" and letter not in TCVN3 else text
    assert decoded(ENCODERS[charset](text)) == (expected, charset)


@pytest.mark.parametrize(
    ("line", "back"),
    [
        ("QUYẾT ĐỊNH", "QUYẾT ĐỊNH"),
        ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"),
        ("VỀ VIỆC CHO Ý KIẾN", "VỀ VIỆC CHO Ý KIẾN"),
        ("UBND Hà Nội, HĐND Vũ Thư", "UBND Hà Nội, HĐND Vũ Thư"),
        ("Lê Vũ Hà", "Lê Vũ Hà"),
        ("Ủy ban", "ủy ban"),
        ("SỞ Y TẾ", "Sở Y Tế"),
        ("“Kế hoạch” – số 12/QĐ-UBND…", "“Kế hoạch” – số 12/QĐ-UBND…"),
    ],
)
def test_capitals_of_tcvn3(line: str, back: str) -> None:
    assert decoded(to_tcvn3(f"{EVIDENCE}\n{line}\r\n")) == (f"{EVIDENCE}\n{back}\r\n", "TCVN3")


UNTOUCHED = {
    **TEXTS,
    "French": "L'été dernier, les élèves étaient très étonnés : où était né le maître ? « Déjà » à Orléans, plus tôt.",
    "a few French words": "Plus tôt, hé",
    "English": "The café’s naïve façade — 25 °C, 5 µm, § 5, Windows® © 2024; a résumé.",
    "German": "Größe, Übung, für Mädchen, süß, Bücher können",
    "Spanish": "El niño soñó; él está aquí, ¿qué más?, según la canción",
    "Portuguese": "não são ações, é você, avó, três, já, até, há, só pão",
    "Czech": "Příliš žluťoučký kůň má mé dílo",
    "Chinese": "越南社會主義共和國",
    "Vietnamese letters of Latin-1 alone": "Hà, Lê, có, và, là, các, trình, tôi, không, xã",
    "decomposed": unicodedata.normalize("NFD", EVIDENCE),
    "Vietnamese with French": "Quyết định, né à Orléans, décision, société",
    "Unicode with TCVN3": "Cộng hòa xã hội\nCéng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc",
    "Unicode with VNI": "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp\nSố 12",
    "line ends": "Số 1\r\nSố 2\rSố 3\n\x0c",
    "plain": "Plan 2024\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_unicode_is_never_converted(text: str) -> None:
    assert decoded(text.encode("utf-8")) == (text, "utf-8")
    assert decoded(text.encode("utf-8-sig")) == (text, "utf-8")
    assert decoded(b"\xff\xfe" + text.encode("utf-16-le")) == (text, "utf-16-le")
    assert decoded(b"\xfe\xff" + text.encode("utf-16-be")) == (text, "utf-16-be")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [*TEXTS.values(), "Quyết định", "A plan\r\n"], ids=[*TEXTS, "words", "English"])
def test_utf16_without_mark(text: str, charset: str) -> None:
    assert decoded(text.encode(charset)) == (text, charset)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff", categories=["L", "P", "Zs", "Nd"])))
def test_text_with_a_letter_of_unicode_vietnamese_is_its_own(text: str) -> None:
    assert decoded(f"{text} ế".encode()) == (f"{text} ế", "utf-8")


def noise(size: int, seed: int, nul: bool) -> bytes:
    made = random.Random(seed).randbytes(size)
    return made if nul else made.replace(b"\x00", b"")


NOT_TEXT = {
    "no UTF-8": (b"Quy\xa8t", "is not UTF-8 or UTF-16 text (byte 3), nor Vietnamese in windows-1258 or TCVN3"),
    "half a UTF-16": (b"\xff\xfea", "is not UTF-8 or UTF-16 text (byte 2)"),
    "no UTF-8 after its mark": (b"\xef\xbb\xbfQuy\xa8t", "is not UTF-8 or UTF-16 text (byte 6)"),
    "damaged UTF-8": (TEXTS["nghe-an-2024"].encode() + b"\xe1", "is not UTF-8 or UTF-16 text (byte 16498), nor"),
    "French in Latin-1": (UNTOUCHED["French"].encode("cp1252"), "is not UTF-8 or UTF-16 text (byte 2), nor"),
    "German in Latin-1": (UNTOUCHED["German"].encode("cp1252"), "is not UTF-8 or UTF-16 text (byte 2), nor"),
    "NUL": (b"abc\x00def", "is binary, not text (byte 3)"),
    "NUL after a mark": (b"\xef\xbb\xbfabc\x00def", "is binary, not text"),
    "four bytes a letter": ("Quyết định".encode("utf-32-le"), "is binary, not text (byte 1)"),
    "few letters": (b"\x00\xff\x00\xfe", "is binary, not text (byte 0)"),
    "odd UTF-16": ("Quyết định".encode("utf-16-le")[:-1], "is binary, not text (byte 1)"),
    "numbers": (array.array("h", range(500)).tobytes(), "is binary, not text (byte 0)"),
    "numbers of letters": (array.array("i", [65, 66, 67] * 99).tobytes(), "is binary, not text (byte 1)"),
    "packed": (zlib.compress(EVIDENCE.encode() * 9)[:60], "is "),
    "pickled": (pickle.dumps({i: float(i) for i in range(99)}), "is binary, not text"),
    "a program": (Path(sys.executable).read_bytes()[:200_000], "is binary, not text"),
}


@pytest.mark.parametrize(("data", "reason"), NOT_TEXT.values(), ids=NOT_TEXT.keys())
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^is ") as refused:
        decoded(data)
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize("nul", [True, False], ids=["with NUL", "without NUL"])
@pytest.mark.parametrize("size", [100, 1000, 100_000])
def test_noise_is_refused(size: int, nul: bool) -> None:
    for seed in range(20):
        with pytest.raises(ValueError, match=r"^is (binary, not text|not UTF-8 or UTF-16 text) \(byte \d+\)"):
            decoded(noise(size, seed, nul))


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    said = outcome(data)
    assert said in {"utf-8", "utf-16-le", "utf-16-be", *ENCODERS} or said.startswith("is ")


def outcome(data: bytes) -> str:
    """The charset, or the reason of a refusal; a Unicode error of the decoder's own is neither."""
    try:
        return decoded(data)[1]
    except UnicodeError:
        raise
    except ValueError as error:
        return str(error)


def most_memory(read: Callable[[bytes], object], data: bytes) -> int:
    tracemalloc.start()
    try:
        read(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", ["French", "bac-giang-2024"])
def test_a_long_text_is_looked_at_in_samples(text: str) -> None:
    data = (UNTOUCHED[text] + "\n").encode() * (5_000_000 // len(UNTOUCHED[text].encode()))
    decoded(data[:0])
    more = most_memory(decoded, data) - most_memory(bytes.decode, data)
    assert more < 4_000_000, "the words of all of it would take many times as much"
    assert decoded(data) == (data.decode(), "utf-8")


@pytest.mark.parametrize("charset", ENCODERS)
def test_a_long_text_is_read_to_its_end(charset: str) -> None:
    text = f"{EVIDENCE}\n" * 4000
    assert decoded(ENCODERS[charset](text)) == (text, charset)
    resaved = ENCODERS[charset](text).decode("cp1252")
    assert decoded(resaved.encode()) == (text, charset)
    mixed = f"{resaved}Số\n"
    assert decoded(mixed.encode()) == (mixed, "utf-8")
