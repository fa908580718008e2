#include "interpreter/cohort/ndjson.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/careful_reader.hpp"
#include "interpreter/cohort/flat_record.hpp"
#include "interpreter/cohort/nested_record.hpp"
#include "interpreter/cohort/record_text.hpp"
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
    NdjsonDecoder(const Program& program, const NdjsonOptions& options, const RecordSources* from)
        : options_{
              .today = options.today,
              .ignore_unknown = options.ignore_unknown,
              .id_field = id_field_of(program, options.id_field),
              .names = std::make_shared<const DeclaredNames>(program)},
          mapped_(from == nullptr ? nullptr : MappedFacts::make(program, *from, options_.id_field)),
          usual_(from == nullptr || mapped_ != nullptr),
          builder_(program, options.today),
          fields_(program, options_, builder_, mapped_.get()),
          nested_(fields_),
          careful_(program, options.today, careful_read(program, from), events_) {
        if (from != nullptr) {
            events_ = make_events_readers(program, from->events, options.today, from->counts);
        }
    }

    void start(const Block& block) override {
        text_ = block.text.view();
        at_ = 0;
        line_ = block.first_line;
        end_line_ = block.first_line + block.line_ends + 1;
        if (block.offset == 0 && text_.starts_with(byte_order_mark)) {
            at_ = byte_order_mark.size();
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
                take(row, into);
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
    CarefulReader::Read careful_read(const Program& program, const RecordSources* from) {
        if (from == nullptr) {
            return [this, &program](auto, const Sources& sources, FileId file, Diagnostics& found) {
                return read_patient(program, sources, file, options_, found);
            };
        }
        mapper_ = std::make_unique<RecordMapper>(program, options_, *from);
        return [this](std::uint64_t line, const Sources& sources, FileId file, Diagnostics& found) {
            return mapper_->read(line, sources, file, found);
        };
    }

    /// A patient who is in the builder, with the events that tables have of him.
    void take(const RowOrigin& row, Decoded& into) {
        reasons_.clear();
        set_events(events_, row.id, builder_, reasons_);
        if (reasons_.empty()) {
            into.rows.push_back(row);
            return;
        }
        builder_.drop_row();
        into.rejects.push_back(
            {row.line,
             std::string(row.text),
             std::exchange(reasons_, {}),
             line_end_behind(row.text)}
        );
    }

    /// Adds the patient to the builder, or leaves that as it was. `id` is a part of `text`, of
    /// which `readable` bytes may be read.
    bool usual(std::string_view text, std::size_t readable, std::string_view& id) {
        if (!usual_ || text.starts_with(byte_order_mark)) {
            return false;
        }
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
    std::unique_ptr<MappedFacts> mapped_;
    bool usual_; ///< whether any record can be read without a tree
    BatchBuilder builder_;
    RecordFields fields_;
    NestedRecords nested_;
    EventsReaders events_;
    std::unique_ptr<RecordMapper> mapper_;
    CarefulReader careful_;
    std::vector<RejectReason> reasons_; ///< why the events of a patient cannot be read
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

std::unique_ptr<Decoder> make_ndjson_decoder(
    const Program& program, const NdjsonOptions& options, const RecordSources* from
) {
    return std::make_unique<NdjsonDecoder>(program, options, from);
}

} // namespace precept::cohort
