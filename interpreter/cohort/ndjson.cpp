#include "interpreter/cohort/ndjson.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "lang/source.hpp"

#include <deque>
#include <optional>
#include <utility>

namespace precept::cohort {

namespace {

/// The line that begins at `at`, without its end; `at` moves behind that.
std::string_view take_line(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
    }
    return line;
}

class NdjsonDecoder final : public Decoder {
public:
    NdjsonDecoder(const Program& program, const NdjsonOptions& options)
        : program_(program),
          options_{.today = options.today, .ignore_unknown = options.ignore_unknown},
          builder_(program, options.today) {
        options_.id_field = id_field_of(program, options.id_field);
    }

    void start(const Block& block) override {
        text_ = block.text;
        at_ = 0;
        line_ = block.first_line;
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (block.offset == 0 && text_.substr(0, mark.size()) == mark) {
            at_ = mark.size();
        }
    }

    bool next(std::size_t most, Decoded& into) override {
        into.rows.clear();
        into.rejects.clear();
        names_.clear();
        builder_.clear(most);
        while (at_ < text_.size() && builder_.rows() < most) {
            const std::uint64_t number = line_++;
            const std::string_view line = take_line(text_, at_);
            if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
                record(number, line, into);
            }
        }
        const bool some = builder_.rows() > 0 || !into.rejects.empty();
        builder_.finish(into.batch);
        return some;
    }

private:
    void record(std::uint64_t number, std::string_view line, Decoded& into) {
        Sources sources;
        Diagnostics findings;
        const auto file = add_text("record", std::string(line), sources, findings);
        std::optional<Patient> patient =
            file ? read_patient(program_, sources, *file, options_, findings) : std::nullopt;
        if (!patient) {
            Reject reject{.line = number, .text = std::string(line), .reasons = {}};
            for (Diagnostic& finding : findings) {
                const std::uint32_t column =
                    file ? sources[*file].position(finding.span.begin).column : 1;
                reject.reasons.push_back({number, column, std::move(finding)});
            }
            into.rejects.push_back(std::move(reject));
            return;
        }
        settle(program_, options_.today, *patient);
        builder_.add(*patient);
        names_.push_back(std::move(patient->name));
        into.rows.push_back({number, line, names_.back()});
    }

    const Program& program_;
    FactsOptions options_;
    BatchBuilder builder_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::deque<std::string> names_;
};

} // namespace

std::string id_field_of(const Program& program, const std::string& wanted) {
    if (!wanted.empty()) {
        return wanted;
    }
    Diagnostics none;
    const Declarations declared(program, none);
    for (const char* usual : {"id", "patient_id"}) {
        if (!declared.find(usual)) {
            return usual;
        }
    }
    return {};
}

std::unique_ptr<Decoder> make_ndjson_decoder(const Program& program, const NdjsonOptions& options) {
    return std::make_unique<NdjsonDecoder>(program, options);
}

} // namespace precept::cohort
