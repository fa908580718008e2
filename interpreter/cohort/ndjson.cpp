#include "interpreter/cohort/ndjson.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/careful_reader.hpp"
#include "interpreter/cohort/flat_record.hpp"
#include "interpreter/cohort/nested_record.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <algorithm>
#include <deque>
#include <memory>
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
        : options_{
              .today = options.today,
              .ignore_unknown = options.ignore_unknown,
              .id_field = id_field_of(program, options.id_field),
              .names = std::make_shared<const DeclaredNames>(program)},
          builder_(program, options.today),
          fields_(program, options_, builder_),
          nested_(fields_),
          careful_(program, options_) {}

    void start(const Block& block) override {
        text_ = block.text.view();
        at_ = 0;
        line_ = block.first_line;
        end_line_ = block.first_line + block.line_ends + 1;
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (block.offset == 0 && text_.substr(0, mark.size()) == mark) {
            at_ = mark.size();
        }
    }

    bool next(std::size_t most, Decoded& into) override {
        into.rows.clear();
        into.rejects.clear();
        into.unusual = 0;
        names_.clear();
        if (at_ >= text_.size()) {
            return false;
        }
        builder_.clear();
        const std::size_t coming = std::min<std::size_t>(most, end_line_ - line_);
        builder_.reserve(coming);
        into.rows.reserve(coming);
        while (at_ < text_.size() && builder_.rows() < most && builder_.records() < most_events &&
               into.rejects.size() < most_rejects) {
            const std::uint64_t number = line_++;
            const std::size_t begin = at_;
            const std::string_view line = take_line(text_, at_);
            RowOrigin row{number, line, {}};
            if (usual(line, text_.size() - begin + BlockText::padding, row.id)) {
                into.rows.push_back(row);
            } else if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
                unusual(number, line, into);
                ++into.unusual;
            }
        }
        const bool some = builder_.rows() > 0 || !into.rejects.empty();
        builder_.finish(into.batch);
        return some;
    }

private:
    /// Adds the patient to the builder, or leaves that as it was. `id` is a part of `text`, of
    /// which `readable` bytes may be read.
    bool usual(std::string_view text, std::size_t readable, std::string_view& id) {
        builder_.begin_row();
        if (not_flat_ == 0) {
            if (decode_flat_record(fields_, text, id)) {
                return true;
            }
            builder_.drop_row();
            builder_.begin_row();
            constexpr unsigned records = 32; // are likely to be of the same kind
            not_flat_ = records;
        }
        --not_flat_;
        if (nested_.decode(text, readable, id)) {
            return true;
        }
        builder_.drop_row();
        return false;
    }

    void unusual(std::uint64_t number, std::string_view line, Decoded& into) {
        std::optional<Patient> patient = careful_.read(number, line, into.rejects);
        if (patient) {
            builder_.add(*patient);
            names_.push_back(std::move(patient->name));
            into.rows.push_back({number, line, names_.back()});
        }
    }

    FactsOptions options_;
    BatchBuilder builder_;
    RecordFields fields_;
    NestedRecords nested_;
    CarefulReader careful_;
    unsigned not_flat_ = 0; ///< for how many records it is not tried whether they are flat
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::uint64_t end_line_ = 1; ///< behind the last, which may be empty
    std::deque<std::string> names_;
};

} // namespace

std::string id_field_of(const Program& program, const std::string& wanted) {
    if (!wanted.empty()) {
        return wanted;
    }
    for (const std::string_view usual : {"id", "patient_id"}) {
        const auto is_it = [&](const auto& declared) {
            return std::string_view(declared.name).substr(declared.name.rfind('.') + 1) == usual;
        };
        // What several files declare is meant by none of them, as it does not say which.
        if (std::ranges::count_if(program.facts, is_it) +
                std::ranges::count_if(program.events, is_it) !=
            1) {
            return std::string(usual);
        }
    }
    return {};
}

std::unique_ptr<Decoder> make_ndjson_decoder(const Program& program, const NdjsonOptions& options) {
    return std::make_unique<NdjsonDecoder>(program, options);
}

} // namespace precept::cohort
