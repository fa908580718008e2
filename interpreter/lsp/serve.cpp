#include "interpreter/lsp/serve.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace precept::lsp {

namespace {

using Clock = Server::Clock;

class Session {
public:
    Session(int input, int output, const ServerOptions& options)
        : input_(input),
          output_(output),
          server_(with_interruptions(options), [this](const Json& message) {
              unsent_ += frame(dump(message));
              send_at_once();
          }) {}

    Ending run() {
        while (!server_.finished()) {
            exchange();
            if (gone_) {
                return Ending::ClientGone;
            }
            take_messages();
            if (!server_.work(Clock::now())) {
                server_.tick(Clock::now());
                server_.idle();
            }
            busy_ = server_.busy();
        }
        while (!gone_ && !unsent_.empty()) {
            exchange();
        }
        return server_.orderly() ? Ending::Orderly : Ending::WithoutShutdown;
    }

private:
    [[nodiscard]] ServerOptions with_interruptions(ServerOptions options) const {
        options.interrupted = [input = input_] {
            pollfd watched{input, POLLIN, 0};
            return ::poll(&watched, 1, 0) > 0;
        };
        return options;
    }

    /// Waits until something can be read or written, or something is due, and does it.
    void exchange() {
        std::array<pollfd, 2> watched{{{input_, POLLIN, 0}, {output_, POLLOUT, 0}}};
        const nfds_t count = unsent_.empty() ? 1 : 2;
        const int ready = ::poll(watched.data(), count, timeout());
        if (ready < 0) {
            gone_ = errno != EINTR;
            return;
        }
        if (ready == 0) {
            look_for_client();
            return;
        }
        if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) != 0) {
            receive();
        }
        if (count == 2 && watched[1].revents != 0) {
            send();
        }
    }

    /// In milliseconds: nothing while there is work, else up to what is due.
    [[nodiscard]] int timeout() {
        if (busy_) {
            return 0;
        }
        constexpr std::int64_t look_again = 3000; // for the client's process
        std::int64_t wait = look_again;
        if (const auto due = server_.due()) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(*due - Clock::now()).count();
            wait = std::clamp<std::int64_t>(left, 0, look_again);
        }
        return static_cast<int>(wait);
    }

    void receive() {
        std::array<char, std::size_t{1} << 16U> buffer; // NOLINT: filled by read
        const ssize_t count = ::read(input_, buffer.data(), buffer.size());
        if (count > 0) {
            reader_.feed({buffer.data(), static_cast<std::size_t>(count)});
        } else if (count == 0 || errno != EINTR) {
            gone_ = true;
        }
    }

    /// What goes without waiting: findings must not wait for what is worked out after them.
    void send_at_once() {
        pollfd watched{output_, POLLOUT, 0};
        while (!gone_ && !unsent_.empty() && ::poll(&watched, 1, 0) == 1) {
            send();
        }
    }

    void send() {
        // What a pipe that can be written to takes without waiting.
        const std::size_t piece = std::min<std::size_t>(unsent_.size() - sent_, PIPE_BUF);
        const ssize_t count = ::write(output_, unsent_.data() + sent_, piece);
        if (count < 0) {
            gone_ = errno != EINTR && errno != EAGAIN;
            return;
        }
        sent_ += static_cast<std::size_t>(count);
        if (sent_ == unsent_.size()) {
            unsent_.clear();
            sent_ = 0;
        }
    }

    void take_messages() {
        while (const auto message = reader_.next()) {
            server_.receive(*message);
        }
    }

    /// A client that was killed may leave its ends of the pipes with somebody else.
    void look_for_client() {
        const std::int64_t process = server_.client_process();
        if (process > 0 && process <= INT_MAX && ::kill(static_cast<pid_t>(process), 0) != 0 &&
            errno == ESRCH) {
            gone_ = true;
        }
    }

    int input_;
    int output_;
    std::string unsent_;
    std::size_t sent_ = 0; ///< of `unsent_`
    MessageReader reader_;
    Server server_;
    bool busy_ = false;
    bool gone_ = false;
};

} // namespace

Ending serve(int input, int output, const ServerOptions& options) {
    return Session(input, output, options).run();
}

} // namespace precept::lsp
