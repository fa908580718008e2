// What an author can have done by name (`workspace/executeCommand`): choosing the patient whom
// rules are tried on, running tests, writing one, and the patient's trace and drawing.
#pragma once

#include "interpreter/lsp/connection.hpp"
#include "interpreter/lsp/publisher.hpp"
#include "interpreter/lsp/workspace.hpp"

#include <functional>
#include <string>
#include <vector>

namespace precept::lsp {

/// Answers the request that a command came with, unless it was cancelled meanwhile.
using Respond = std::function<void(const Result&)>;

class Commands {
public:
    Commands(Connection& client, Workspace& workspace, Publisher& publisher)
        : client_(client),
          workspace_(workspace),
          publisher_(publisher) {}

    /// The names, as a list.
    [[nodiscard]] static Json names();

    /// Does what `params` of the request say; `respond` is for an answer that comes later.
    Result execute(const Json& params, const Respond& respond);

    /// The patient, the patient file or the results of tests are others now: asks the client to
    /// look again.
    void show_anew();

private:
    // choosing a patient: patient_commands.cpp
    Result choose_patient(const Json& argument, const Respond& respond);
    void ask_for_patient(const Respond& respond);
    Json take_patient(const std::optional<std::string>& uri);
    void follow_patient();
    void say_of_patient();

    Result run_tests(const Json& argument);
    Result write_test(const Json& argument);
    Result trace(const Json& argument);
    Result draw(const Json& argument);

    [[nodiscard]] std::optional<std::uint32_t> module_of(const Json& argument);
    [[nodiscard]] std::optional<Failure> without_patient();

    Connection& client_;
    Workspace& workspace_;
    Publisher& publisher_;
    bool following_ = false; ///< whether the client tells of changes in the patient file
};

} // namespace precept::lsp
