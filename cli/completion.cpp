#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/command.h"

namespace snell {
namespace {

std::vector<const CLI::App*> sub_commands(const CLI::App& root) {
    return root.get_subcommands([](const CLI::App*) { return true; });
}

/// The options of a command, then those of the commands below it that it does not have itself.
std::vector<const CLI::Option*> all_options(const CLI::App& command) {
    std::vector<const CLI::Option*> options = command.get_options();
    for (const CLI::App* below : sub_commands(command))
        for (const CLI::Option* option : all_options(*below))
            if (!command.get_option_no_throw(option->get_name())) options.push_back(option);
    return options;
}

/// The names of the commands below a command, and all long and short names of options.
std::vector<std::string> words_of(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* below : sub_commands(command)) names.push_back(below->get_name());
    for (const CLI::Option* option : all_options(command)) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
        for (const std::string& name : option->get_snames()) names.push_back("-" + name);
    }
    return names;
}

/// The same of the options of the command alone.
std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::string one_line(std::string text) {
    std::string safe;
    for (char c : text.substr(0, text.find('\n')))
        if (c == '\'' || c == '[' || c == ']' || c == ':')
            safe += c == ':' ? " -" : "";
        else
            safe += c;
    return safe;
}

std::string bash(const CLI::App& root) {
    std::string text =
        "# bash completion of snell\n_snell() {\n    local word=${COMP_WORDS[COMP_CWORD]} words\n"
        "    case \"${COMP_WORDS[1]}\" in\n";
    std::string commands;
    for (const CLI::App* command : sub_commands(root)) {
        commands += command->get_name() + " ";
        text +=
            fmt::format("    {}) words='{}' ;;\n", command->get_name(), fmt::join(words_of(*command), " "));
    }
    text += fmt::format("    *) words='{}{}' ;;\n    esac\n", commands, fmt::join(option_names(root), " "));
    text += "    [ \"$COMP_CWORD\" -eq 1 ] && words='" + commands +
            fmt::format("{}", fmt::join(option_names(root), " ")) + "'\n";
    return text +
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))\n}\n"
           "complete -o filenames -F _snell snell\n";
}

std::string zsh(const CLI::App& root) {
    std::string text = "#compdef snell\n_snell() {\n  local -a commands\n  commands=(\n";
    for (const CLI::App* command : sub_commands(root))
        text += fmt::format("    '{}:{}'\n", command->get_name(), one_line(command->get_description()));
    text +=
        "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  case $words[2] in\n";
    for (const CLI::App* command : sub_commands(root)) {
        text += fmt::format("    {}) _arguments", command->get_name());
        for (const CLI::Option* option : all_options(*command))
            for (const std::string& name : option->get_lnames())
                text += fmt::format(" '--{}[{}]{}'", name, one_line(option->get_description()),
                                    option->get_type_size() > 0 ? ":value:" : "");
        text += " '*:file:_files' ;;\n";
    }
    return text + "  esac\n}\n_snell \"$@\"\n";
}

std::string fish(const CLI::App& root) {
    std::string text = "# fish completion of snell\n";
    for (const CLI::App* command : sub_commands(root)) {
        text += fmt::format("complete -c snell -n __fish_use_subcommand -a {} -d '{}'\n", command->get_name(),
                            one_line(command->get_description()));
        for (const CLI::Option* option : all_options(*command))
            for (const std::string& name : option->get_lnames())
                text += fmt::format("complete -c snell -n '__fish_seen_subcommand_from {}' -l {} -d '{}'{}\n",
                                    command->get_name(), name, one_line(option->get_description()),
                                    option->get_type_size() > 0 ? " -r" : "");
    }
    return text;
}

/// roff takes a leading dot or quote, and backslashes, as its own.
std::string roff(const std::string& text) {
    std::string safe;
    bool line_start = true;
    for (char c : text) {
        if (c == '\\' || (c == '-' && !line_start)) safe += '\\';
        if (line_start && (c == '.' || c == '\'')) safe += "\\&";
        safe += c;
        line_start = c == '\n';
    }
    return safe;
}

void describe(const CLI::App& command, std::string& page) {
    for (const CLI::Option* option : command.get_options()) {
        page += ".TP\n\\fB" + roff(option->get_name(false, true)) + "\\fR";
        if (!option->get_type_name().empty() && option->get_type_size() > 0)
            page += " " + roff(option->get_type_name());
        page += "\n" + roff(option->get_description());
        if (!option->get_default_str().empty()) page += " [" + roff(option->get_default_str()) + "]";
        page += "\n";
    }
}

/// A command and those below it, each under its full name.
void describe_all(const CLI::App& command, const std::string& above, std::string& page) {
    const std::string name = above + " " + command.get_name();
    page += ".SS " + roff(name) + "\n" + roff(command.get_description()) + "\n";
    describe(command, page);
    if (!command.get_footer().empty()) page += ".PP\n" + roff(command.get_footer()) + "\n";
    for (const CLI::App* below : sub_commands(command)) describe_all(*below, name, page);
}

std::string man_page(const CLI::App& root) {
    std::string page = ".TH SNELL 1\n.SH NAME\nsnell \\- " + roff(root.get_description()) +
                       "\n.SH SYNOPSIS\n.B snell\nCOMMAND [OPTIONS]\n.SH OPTIONS\n";
    describe(root, page);
    page += ".SH COMMANDS\n";
    for (const CLI::App* command : sub_commands(root)) describe_all(*command, "snell", page);
    page +=
        ".SH EXIT STATUS\n"
        "0 done; 2 usage; 3 done but some trades failed; 4 invalid input, nothing computed; 5 a numerical "
        "check "
        "failed; 6 resource or deadline; 7 integrity; 8 device required but unavailable; 70 bug.\n";
    return page;
}

}  // namespace

void add_completion(CLI::App& root, ExitCode&) {
    CLI::App* command = root.add_subcommand("completion", "Print the completions for a shell");
    auto* shell = command->add_option("shell", "bash, zsh or fish")
                      ->required()
                      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->footer("Example: snell completion bash > ~/.local/share/bash-completion/completions/snell");
    command->callback([&root, shell] {
        const auto name = shell->as<std::string>();
        write_output("", name == "bash" ? bash(root) : name == "zsh" ? zsh(root) : fish(root));
    });
}

void add_man(CLI::App& root, ExitCode&) {
    CLI::App* command = root.add_subcommand("man", "Print the manual page in roff");
    command->footer("Example: snell man > snell.1 && man ./snell.1");
    command->callback([&root] { write_output("", man_page(root)); });
}

}  // namespace snell
