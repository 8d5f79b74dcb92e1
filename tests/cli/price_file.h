#pragma once
#include <string>
#include <vector>

#include "cli/input.h"
#include "core/faults.h"
#include "portfolios/native/toml.h"

namespace snell {

/// A whole file from its parts, each with a default that is sound.
struct PriceFile {
    std::string market = "spot = 100.0\nrate = 0.05\n";                                 // lines 2, 3
    std::string model = "kind = \"black_scholes\"\nvolatility = 0.2\n";                 // lines 5, 6
    std::string trade = "product = \"european_call\"\nstrike = 100\nmaturity = 1.0\n";  // lines 8 ...
    std::string rest = "";

    std::string text() const {
        return "[market]\n" + market + "[model]\n" + model + "[[trades]]\n" + trade + rest;
    }
};

/// What reading the text gives, as if it were the file book.toml.
inline Input read_text(const std::string& text) {
    try {
        return read_input(parse_toml(text, "book.toml"));
    } catch (const NodeFault& fault) {
        Faults faults;
        faults.add(fault);
        Input input;
        input.faults = faults.all();
        return input;
    }
}

/// The messages, one a line.
inline std::string messages(const Input& input) {
    std::string text;
    for (const Diagnostic& fault : input.faults) {
        if (!text.empty()) text += '\n';
        text += print(fault);
    }
    return text;
}

}  // namespace snell
