"""The inputs of one case, with a record of what has been understood: a key that nobody takes is no silent loss."""


class Unsupported(Exception):
    """The case asks for something that the command does not offer; the text says what."""


class Inputs:
    def __init__(self, given):
        self.given = dict(given)
        self.taken = set()

    def __contains__(self, key):
        return key in self.given

    def take(self, key, *default):
        self.taken.add(key)
        if key in self.given:
            return self.given[key]
        if default:
            return default[0]
        raise Unsupported(f"no input '{key}'")

    def number(self, key, *default):
        value = self.take(key, *default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Unsupported(f"input '{key}' is no number")
        return float(value)

    def expect(self, key, *meanings):
        """A key that may be left out, but must otherwise say one of these things."""
        value = self.take(key, meanings[0])
        if value not in meanings:
            raise Unsupported(f"{key} = {value!r}")
        return value

    def all_taken(self):
        left = sorted(set(self.given) - self.taken)
        if left:
            raise Unsupported("input not understood: " + ", ".join(left))
