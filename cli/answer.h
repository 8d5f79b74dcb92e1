#pragma once

namespace snell {

/// Does what the words of a command line ask for; its exit code.  Faults of their use are answered on stderr;
/// whatever else is thrown is not caught.
int answer(int argc, char** argv);

}  // namespace snell
