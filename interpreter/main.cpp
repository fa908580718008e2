// The program `precept`. What it can do is in cli/.

#include "interpreter/cli/command_line.hpp"

#include <csignal>
#include <exception>

int main(int count, char** arguments) {
    // A reader that goes away is seen where it is written to.
    (void)std::signal(SIGPIPE, SIG_IGN);
    try {
        return static_cast<int>(precept::cli::run_command_line(count, arguments));
    } catch (const std::exception& error) {
        precept::cli::complain("precept: this should not have happened: ");
        precept::cli::complain(error.what());
        precept::cli::complain("\nPlease report it with the files that made it happen.\n");
        return static_cast<int>(precept::cli::Exit::Unusable);
    }
}
