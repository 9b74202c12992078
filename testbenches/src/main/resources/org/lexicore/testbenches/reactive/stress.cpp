// Runs the RTL alone against a reactive memory, and holds it to the memory content that every timing must leave.
//
//   stress [--seed N] [--rounds N] SCENARIO
//
// For each memory profile and round: the registers (registers.h); all runs one after the other without a reset; a soft reset in mid-run, then a
// clean run; SLVERR and DECERR in one burst of each kind, and a clean run after each. Exit status: 0 right, 1 wrong, 2 bad scenario.
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "registers.h"
#include "runs.h"

namespace {
constexpr uint64_t SLVERR_BITS = 2, DECERR_BITS = 3;
constexpr unsigned LONGEST_BURST = 64;
const char WRITES[] = "activations_written";

struct Totals {
  uint64_t accesses = 0, inferences = 0, soft_resets = 0, errors = 0, bursts = 0, cycles = 0;
  std::set<std::string> kinds;
};

class Stress {
 public:
  Stress(const Scenario& scenario, const Profile& profile, uint64_t seed, Totals& totals)
      : scenario_(scenario), bench_(scenario, profile, seed), runs_(scenario, bench_, seed + 3), totals_(totals) {}

  void run() {
    totals_.accesses += check_registers(runs_);
    bench_.write("INTERRUPT_ENABLE", 1);
    for (const Run& one : scenario_.runs) infer(one);
    soft_reset();
    infer(runs_.any());
    for (uint64_t response : {SLVERR_BITS, DECERR_BITS}) {
      for (const std::string& kind : scenario_.kinds()) error(kind, false, response);
      error(WRITES, true, response);
    }
    infer(runs_.any());
    totals_.bursts += bench_.checker().bursts();
    totals_.cycles += bench_.cycle();
  }

  uint64_t cycle() const { return bench_.cycle(); }

 private:
  void infer(const Run& run) {
    runs_.infer(run);
    totals_.inferences++;
  }

  void soft_reset() {
    const Run& run = runs_.any();
    runs_.prepare(run);
    runs_.start(run);
    bench_.wait(runs_.random().below(run.cycles));
    bench_.write("CONTROL", SOFT_RESET);
    runs_.await_abort(run, "a soft reset");
    // The run may have ended by itself before the reset: then it is done, and nothing else.
    if ((bench_.read("STATUS") & ~DONE) != 0) throw Failure("STATUS is not clean after a soft reset");
    runs_.expect_quiet("after a soft reset");
    bench_.write("INTERRUPT_CLEAR", 1);
    totals_.soft_resets++;
  }

  void error(const std::string& kind, bool write, uint64_t response) {
    Fault fault;
    fault.write = write;
    fault.burst = runs_.random().below(3);
    fault.beat = static_cast<unsigned>(runs_.random().below(LONGEST_BURST));
    fault.response = response;
    const Run& run = write ? runs_.any() : runs_.any(kind);
    fault.matches = [&run, kind, write](uint64_t address) { return write || run.kind_of(address) == kind; };
    provoke(run, fault);
    if (!bench_.memory().fault_happened()) {
      // There are fewer bursts of this kind: the run was clean. The first one there is, then.
      runs_.expect_status(DONE, "without an error");
      bench_.write("INTERRUPT_CLEAR", 1);
      fault.burst = 0;
      provoke(run, fault);
    }
    bench_.memory().clear_fault();
    if (!bench_.memory().fault_happened()) throw Failure("there was no burst of kind " + kind);
    if (!bench_.checker().idle()) throw Failure("the interrupt of an error comes before the bus is drained");
    runs_.expect_status(write ? WRITE_ERROR : READ_ERROR, "after an error response to " + kind);
    runs_.expect_quiet("after an error");
    bench_.write("INTERRUPT_CLEAR", 1);
    runs_.expect_status(0, "after INTERRUPT_CLEAR");
    totals_.errors++;
    totals_.kinds.insert(kind);
    infer(run);
  }

  void provoke(const Run& run, const Fault& fault) {
    bench_.memory().set_fault(fault);
    runs_.prepare(run);
    runs_.start(run);
    runs_.await_interrupt(run);
  }

  const Scenario& scenario_;
  Bench bench_;
  Runs runs_;
  Totals& totals_;
};

int run(const Scenario& scenario, uint64_t seed, uint64_t rounds) {
  Totals totals;
  for (const Profile& profile : PROFILES) {
    for (uint64_t round = 0; round < rounds; round++) {
      Stress stress(scenario, profile, seed + round, totals);
      try {
        stress.run();
      } catch (const Failure& failure) {
        std::printf("{\"problems\": 1, \"profile\": \"%s\", \"seed\": %" PRIu64 ", \"cycle\": %" PRIu64 ", \"problem\": \"%s\"}\n",
                    profile.name, seed + round, stress.cycle(), failure.what());
        std::fprintf(stderr, "wrong: profile %s, seed %" PRIu64 ", cycle %" PRIu64 ": %s\n", profile.name, seed + round,
                     stress.cycle(), failure.what());
        return 1;
      }
    }
  }
  std::printf("{\"problems\": 0, \"profiles\": %zu, \"inferences\": %" PRIu64 ", \"soft_resets\": %" PRIu64 ", \"errors\": %" PRIu64
              ", \"kinds\": %zu, \"accesses\": %" PRIu64 ", \"bursts\": %" PRIu64 ", \"cycles\": %" PRIu64 "}\n",
              PROFILES.size(), totals.inferences, totals.soft_resets, totals.errors, totals.kinds.size(), totals.accesses,
              totals.bursts, totals.cycles);
  std::fprintf(stderr, "right: %" PRIu64 " inferences, %" PRIu64 " soft resets, %" PRIu64 " bus errors of %zu kinds, %" PRIu64
               " register accesses, %" PRIu64 " bursts checked, %" PRIu64 " cycles\n", totals.inferences, totals.soft_resets, totals.errors,
               totals.kinds.size(), totals.accesses, totals.bursts, totals.cycles);
  return 0;
}
}  // namespace

int main(int argc, char** argv) {
  uint64_t seed = 1;
  uint64_t rounds = 1;
  std::string path;
  for (int i = 1; i < argc; i++) {
    std::string word = argv[i];
    if (word == "--seed" && i + 1 < argc) seed = std::strtoull(argv[++i], nullptr, 0);
    else if (word == "--rounds" && i + 1 < argc) rounds = std::strtoull(argv[++i], nullptr, 0);
    else path = word;
  }
  try {
    return run(Scenario::read(path), seed, rounds);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "stress: %s\n", problem.what());
    return 2;
  }
}
