#include "interpreter/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX asks for it

namespace precept {

namespace {

/// A file descriptor that is closed when it goes.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor() { close(); }

    [[nodiscard]] int number() const { return number_; }

    [[nodiscard]] bool open() const { return number_ >= 0; }

    void set(int number) {
        close();
        number_ = number;
    }

    void close() {
        if (open()) {
            ::close(number_);
            number_ = -1;
        }
    }

private:
    int number_;
};

struct Pipe {
    Descriptor read, write;

    /// Both ends are closed in programs that are started later.
    bool make() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            return false;
        }
        read.set(ends[0]);
        write.set(ends[1]);
        return true;
    }
};

struct Pipes {
    Pipe input, output, errors;
};

std::optional<pid_t> start(const std::vector<std::string>& command, const Pipes& pipes) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str())); // posix_spawnp does not write to it
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes.input.read.number(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes.output.write.number(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes.errors.write.number(), STDERR_FILENO);
    // What this program ignores, another may rely on.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t child = 0;
    const int error =
        ::posix_spawnp(&child, arguments.front(), &actions, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0 ? std::optional(child) : std::nullopt;
}

/// Keeps this thread from being ended by a program that does not read what it is given.
class NoPipeSignal {
public:
    NoPipeSignal() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }

    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

    ~NoPipeSignal() {
        const timespec at_once{};
        while (::sigtimedwait(&pipe_, nullptr, &at_once) > 0) {
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

private:
    sigset_t pipe_{}, before_{};
};

/// Reads what there is; closes at the end.
void take(Descriptor& from, std::string& into) {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(from.number(), buffer.data(), buffer.size());
    if (count > 0) {
        into.append(buffer.data(), static_cast<std::size_t>(count));
    } else if (count == 0 || errno != EINTR) {
        from.close();
    }
}

/// Writes what fits; closes when all is written, or nobody reads.
void give(Descriptor& to, std::string_view& input) {
    const ssize_t count = ::write(to.number(), input.data(), input.size());
    if (count >= 0) {
        input.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR && errno != EAGAIN) {
        input = {};
    }
    if (input.empty()) {
        to.close();
    }
}

/// Writes and reads at once, so that neither side waits for the other for ever.
void talk(Pipes& pipes, std::string_view input, Finished& finished) {
    const NoPipeSignal quiet;
    ::fcntl(pipes.input.write.number(), F_SETFL, O_NONBLOCK);
    if (input.empty()) {
        pipes.input.write.close();
    }
    while (pipes.output.read.open() || pipes.errors.read.open()) {
        std::array<pollfd, 3> watched{
            {{pipes.input.write.number(), POLLOUT, 0},
             {pipes.output.read.number(), POLLIN, 0},
             {pipes.errors.read.number(), POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), -1) < 0) {
            if (errno == EINTR) {
                continue;
            }
            return;
        }
        if (watched[0].revents != 0 && pipes.input.write.open()) {
            give(pipes.input.write, input);
        }
        if (watched[1].revents != 0) {
            take(pipes.output.read, finished.output);
        }
        if (watched[2].revents != 0) {
            take(pipes.errors.read, finished.errors);
        }
    }
    pipes.input.write.close();
}

} // namespace

std::optional<Finished>
run_program(const std::vector<std::string>& command, std::string_view input) {
    Pipes pipes;
    if (command.empty() || !pipes.input.make() || !pipes.output.make() || !pipes.errors.make()) {
        return std::nullopt;
    }
    const auto child = start(command, pipes);
    if (!child) {
        return std::nullopt;
    }
    pipes.input.read.close();
    pipes.output.write.close();
    pipes.errors.write.close();
    Finished finished;
    talk(pipes, input, finished);
    int status = 0;
    while (::waitpid(*child, &status, 0) < 0) {
        if (errno != EINTR) {
            return std::nullopt;
        }
    }
    constexpr int signalled = 128; // as shells have it
    finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
    return finished;
}

} // namespace precept
