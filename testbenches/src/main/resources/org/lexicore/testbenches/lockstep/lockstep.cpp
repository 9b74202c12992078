// Replays a trace into the Verilated design, compares every cycle, and stops at the first divergence.
//
//   lockstep [--seed N] [--wave FILE --from CYCLE --to CYCLE] [--coverage FILE] [TRACE]     without TRACE, from standard input
//
// Standard output gets one line of JSON, standard error the same for a reader. Exit status: 0 equal, 1 divergence, 2 bad trace.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "comparison.h"
#include "design.h"
#include "history.h"
#include "trace.h"

namespace {
constexpr int RESET_CYCLES = 2;  // what is asked of the integrator
const uint8_t NOTHING[128] = {};  // the payload of a group that is not there; longer than the widest word

struct Options {
  uint64_t seed = 1;
  std::string trace;
  std::string wave;
  std::string coverage;
  uint64_t from = 0;
  uint64_t to = ~uint64_t(0);
};

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i++) {
    std::string word = argv[i];
    bool named = word.rfind("--", 0) == 0;
    if (named && i + 1 == argc) throw TraceError(word + " needs a value");
    if (word == "--seed") options.seed = std::strtoull(argv[++i], nullptr, 0);
    else if (word == "--wave") options.wave = argv[++i];
    else if (word == "--coverage") options.coverage = argv[++i];
    else if (word == "--from") options.from = std::strtoull(argv[++i], nullptr, 0);
    else if (word == "--to") options.to = std::strtoull(argv[++i], nullptr, 0);
    else if (named) throw TraceError("unknown option " + word);
    else options.trace = word;
  }
  return options;
}

class Lockstep {
 public:
  Lockstep(const Options& options, FILE* file)
      : options_(options), trace_(file), design_(options.seed), comparison_(design_, trace_), history_(design_, trace_) {}

  int run() {
    reset();
    const Record* record = &trace_.next();
    Record idle{};
    for (bool more = true; more;) {
      bool active = record->cycle == cycle_;
      if (active && record->mask == 0) break;
      if (!step(active ? *record : idle)) return report_divergence(active ? *record : idle);
      if (active) record = &trace_.next();
      more = !options_.wave.empty() ? cycle_ <= options_.to : true;
    }
    design_.close_wave();
    if (!options_.coverage.empty() && !design_.write_coverage(options_.coverage)) {
      throw TraceError("the design was built without coverage");
    }
    std::printf("{\"cycles\": %" PRIu64 ", \"signals\": %zu, \"values\": %" PRIu64 ", \"divergences\": 0}\n", cycle_,
                comparison_.signals(), comparison_.values());
    std::fprintf(stderr, "equal: %" PRIu64 " cycles, %zu signals, %" PRIu64 " values compared\n", cycle_,
                 comparison_.signals(), comparison_.values());
    return 0;
  }

 private:
  void reset() {
    for (int port = 0; port < PORT_COUNT; port++) {
      const std::string name = design_.port(static_cast<Port>(port)).name;
      bool driven = name.find("_axi_") != std::string::npos && is_input(name);
      if (driven) design_.set(static_cast<Port>(port), 0);
    }
    design_.set(PORT_aresetn, 0);
    for (int i = 0; i < RESET_CYCLES; i++) {
      design_.settle();
      design_.edge();
    }
    design_.set(PORT_aresetn, 1);
    design_.set(PORT_s_axi_bready, 1);
    design_.set(PORT_s_axi_rready, 1);
    design_.set(PORT_s_axi_wstrb, 15);
  }

  static bool is_input(const std::string& name) {
    static const char* const inputs[] = {
        "s_axi_awaddr", "s_axi_awvalid", "s_axi_wdata", "s_axi_wstrb", "s_axi_wvalid", "s_axi_bready", "s_axi_araddr",
        "s_axi_arvalid", "s_axi_rready", "m_axi_arready", "m_axi_rid", "m_axi_rresp", "m_axi_rlast", "m_axi_rvalid",
        "m_axi_awready", "m_axi_wready", "m_axi_bid", "m_axi_bresp", "m_axi_bvalid"};
    for (const char* input : inputs) {
      if (name == input) return true;
    }
    return false;
  }

  // One cycle. Returns whether the outputs are as expected; if not, the clock has not risen yet.
  bool step(const Record& record) {
    if (!options_.wave.empty() && cycle_ == options_.from
        && !design_.open_wave(options_.wave, cycle_, trace_.parameter("period_ps"))) {
      throw TraceError("the design was built without waveforms, or " + options_.wave + " cannot be written");
    }
    drive(record);
    design_.settle();
    // While a waveform is recorded, the divergence is known: go on to the end of the window.
    if (!comparison_.equal(record) && options_.wave.empty()) return false;
    history_.note(record, cycle_);
    design_.edge();
    cycle_++;
    return true;
  }

  void drive(const Record& record) {
    constexpr uint32_t inputs = group_bit(HOST_WRITE) | group_bit(HOST_READ) | group_bit(READ_ADDRESS_READY)
        | group_bit(READ_DATA) | group_bit(WRITE_ADDRESS_READY) | group_bit(WRITE_DATA_READY) | group_bit(WRITE_RESPONSE);
    uint32_t mask = record.mask & inputs;
    if ((mask | driven_) == 0) return;
    driven_ = mask;
    auto present = [mask](Group group) { return mask >> group & 1; };
    drive_host(record, present(HOST_WRITE), present(HOST_READ));
    drive_read_data(record, present(READ_DATA));
    design_.set(PORT_m_axi_arready, present(READ_ADDRESS_READY));
    design_.set(PORT_m_axi_awready, present(WRITE_ADDRESS_READY));
    design_.set(PORT_m_axi_wready, present(WRITE_DATA_READY));
    design_.set(PORT_m_axi_bvalid, present(WRITE_RESPONSE));
    design_.set(PORT_m_axi_bresp, present(WRITE_RESPONSE) ? record.payload[WRITE_RESPONSE][0] : 0);
  }

  void drive_host(const Record& record, bool write, bool read) {
    const uint8_t* written = write ? record.payload[HOST_WRITE] : NOTHING;
    design_.set(PORT_s_axi_awvalid, write);
    design_.set(PORT_s_axi_wvalid, write);
    design_.set(PORT_s_axi_awaddr, written, 4);
    design_.set(PORT_s_axi_wdata, written + 4, 4);
    design_.set(PORT_s_axi_arvalid, read);
    design_.set(PORT_s_axi_araddr, read ? record.payload[HOST_READ] : NOTHING, 4);
  }

  void drive_read_data(const Record& record, bool present) {
    const uint8_t* payload = present ? record.payload[READ_DATA] : NOTHING;
    size_t word = trace_.payload_bytes(READ_DATA) - 1;
    design_.set(PORT_m_axi_rvalid, present);
    design_.set(PORT_m_axi_rdata, payload, word);
    design_.set(PORT_m_axi_rlast, payload[word] & 1);
    design_.set(PORT_m_axi_rresp, payload[word] >> 1 & 3);
  }

  int report_divergence(const Record& record) {
    std::vector<Divergence> all = comparison_.differences(record, cycle_);
    const Divergence& first = all.front();
    std::printf("{\"cycles\": %" PRIu64 ", \"signals\": %zu, \"values\": %" PRIu64 ", \"divergences\": %zu, "
                "\"cycle\": %" PRIu64 ", \"signal\": \"%s\", \"expected\": \"%s\", \"actual\": \"%s\"}\n",
                cycle_, comparison_.signals(), comparison_.values(), all.size(), cycle_, first.signal.c_str(),
                first.expected.c_str(), first.actual.c_str());
    std::fprintf(stderr, "divergence in cycle %" PRIu64 "\n", cycle_);
    for (const Divergence& divergence : all) {
      std::fprintf(stderr, "  %-26s expected %s\n  %-26s actual   %s\n", divergence.signal.c_str(),
                   divergence.expected.c_str(), "", divergence.actual.c_str());
    }
    // Where the design hangs, this says why.
    std::fprintf(stderr, "until then: %s\n", history_.state().c_str());
    return 1;
  }

  const Options& options_;
  TraceReader trace_;
  Design design_;
  Comparison comparison_;
  History history_;
  uint64_t cycle_ = 0;
  uint32_t driven_ = 0;
};
}  // namespace

int main(int argc, char** argv) {
  try {
    Options options = parse(argc, argv);
    FILE* file = options.trace.empty() ? stdin : std::fopen(options.trace.c_str(), "rb");
    if (!file) throw TraceError("cannot open " + options.trace);
    return Lockstep(options, file).run();
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "lockstep: %s\n", problem.what());
    return 2;
  }
}
