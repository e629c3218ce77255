"""As much of protobuf as Anki's packages need: the fields of a message by their number."""

Fields = dict[int, list[int | bytes]]
"""Every field of a message with its values in order: integers, or the bytes of the others."""

_FIXED = {1: 8, 5: 4}


class BrokenMessage(ValueError):
    """Bytes that are no protobuf message."""


def read_message(data: bytes) -> Fields:
    """The fields of one message.

    Raises:
        BrokenMessage: the bytes end too early, or use what protobuf does not have.
    """
    fields: Fields = {}
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, wire = key >> 3, key & 7
        value: int | bytes
        if wire == 0:
            value, place = _varint(data, place)
        else:
            size, place = _size(data, place, wire)
            value = data[place : place + size]
            place += size
        if number == 0 or place > len(data):
            raise BrokenMessage
        fields.setdefault(number, []).append(value)
    return fields


def text_of(fields: Fields, number: int) -> str:
    """The last value of a text field; empty where it is missing or no text."""
    value = fields.get(number, [b""])[-1]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def number_of(fields: Fields, number: int) -> int:
    """The last value of an integer field; 0 where it is missing."""
    value = fields.get(number, [0])[-1]
    return value if isinstance(value, int) else 0


def _size(data: bytes, place: int, wire: int) -> tuple[int, int]:
    if wire == 2:
        return _varint(data, place)
    if wire not in _FIXED:
        raise BrokenMessage
    return _FIXED[wire], place


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            raise BrokenMessage
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise BrokenMessage
