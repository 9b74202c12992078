// Runs the RTL alone against a reactive memory, and holds it to the memory content that every timing must leave.
//
//   stress [--seed N] [--rounds N] SCENARIO
//
// For each memory profile and round: all runs one after the other without a reset; a soft reset in mid-run, then a clean run; SLVERR
// and DECERR in one burst of each kind, and a clean run after each. Exit status: 0 right, 1 wrong, 2 bad scenario.
#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "bench.h"

namespace {
constexpr uint32_t START = 1, SOFT_RESET = 2;                         // CONTROL
constexpr uint32_t RUNNING = 1, DONE = 2, READ_ERROR = 4, WRITE_ERROR = 8;  // STATUS
constexpr uint64_t QUIET_CYCLES = 400;  // longer than any answer of the memory takes
constexpr uint64_t SLVERR = 2, DECERR = 3;
constexpr unsigned LONGEST_BURST = 64;
constexpr uint64_t SETUP_CYCLES = 100000, SLOWEST = 200;  // a run is given up after SETUP_CYCLES + SLOWEST times its length
const char WRITES[] = "activations_written";

struct Totals {
  uint64_t inferences = 0, soft_resets = 0, errors = 0, bursts = 0, cycles = 0;
  std::set<std::string> kinds;
};

class Stress {
 public:
  Stress(const Scenario& scenario, const Profile& profile, uint64_t seed, Totals& totals)
      : scenario_(scenario), bench_(scenario, profile, seed), random_(seed + 3), totals_(totals) {
    limit_ = SETUP_CYCLES + SLOWEST * scenario.number("cycles");
  }

  void run() {
    bench_.write("INTERRUPT_ENABLE", 1);
    for (const Run& one : scenario_.runs) infer(one);
    soft_reset();
    infer(any_run());
    for (uint64_t response : {SLVERR, DECERR}) {
      for (const std::string& kind : scenario_.kinds()) error(kind, false, response);
      error(WRITES, true, response);
    }
    infer(any_run());
    totals_.bursts += bench_.checker().bursts();
    totals_.cycles += bench_.cycle();
  }

  uint64_t cycle() const { return bench_.cycle(); }

 private:
  const Run& any_run() { return scenario_.runs[random_.below(scenario_.runs.size())]; }

  // One that has reads of this kind.
  const Run& any_run(const std::string& kind) {
    const Run* run = &any_run();
    while (!run->reads(kind)) run = &any_run();
    return *run;
  }

  void start(const Run& run) {
    bench_.memory().bytes() = scenario_.memory(run);
    for (const Sets* sets : {&scenario_.sets, &run.sets}) {
      for (const auto& set : *sets) bench_.write(set.first, set.second);
    }
    bench_.write("CONTROL", START);
  }

  void infer(const Run& run) {
    start(run);
    bench_.await_interrupt(limit_);
    expect_status(DONE, "after a run");
    for (const auto& check : run.checks) {
      uint32_t value = bench_.read(check.first);
      if (value != check.second) {
        throw Failure(check.first + " is " + std::to_string(value) + ", not " + std::to_string(check.second));
      }
    }
    compare(run.expected);
    bench_.write("INTERRUPT_CLEAR", 1);
    if (bench_.irq()) throw Failure("irq stays after INTERRUPT_CLEAR");
    expect_quiet("after a run");
    totals_.inferences++;
  }

  void soft_reset() {
    start(any_run());
    bench_.wait(random_.below(scenario_.number("cycles")));
    bench_.write("CONTROL", SOFT_RESET);
    for (uint64_t end = bench_.cycle() + limit_; bench_.read("STATUS") & RUNNING;) {
      if (bench_.cycle() >= end) throw Failure("a soft reset does not end the run");
    }
    // The run may have ended by itself before the reset: then it is done, and nothing else.
    if ((bench_.read("STATUS") & ~DONE) != 0) throw Failure("STATUS is not clean after a soft reset");
    expect_quiet("after a soft reset");
    bench_.write("INTERRUPT_CLEAR", 1);
    totals_.soft_resets++;
  }

  void error(const std::string& kind, bool write, uint64_t response) {
    Fault fault;
    fault.write = write;
    fault.burst = random_.below(3);
    fault.beat = static_cast<unsigned>(random_.below(LONGEST_BURST));
    fault.response = response;
    const Run& run = write ? any_run() : any_run(kind);
    fault.matches = [&run, kind, write](uint64_t address) { return write || run.kind_of(address) == kind; };
    bench_.memory().set_fault(fault);
    start(run);
    bench_.await_interrupt(limit_);
    if (!bench_.memory().fault_happened()) {
      // There are fewer bursts of this kind: the run was clean. The first one there is, then.
      expect_status(DONE, "without an error");
      bench_.write("INTERRUPT_CLEAR", 1);
      fault.burst = 0;
      bench_.memory().set_fault(fault);
      start(run);
      bench_.await_interrupt(limit_);
    }
    bench_.memory().clear_fault();
    if (!bench_.memory().fault_happened()) throw Failure("there was no burst of kind " + kind);
    if (!bench_.checker().idle()) throw Failure("the interrupt of an error comes before the bus is drained");
    expect_status(write ? WRITE_ERROR : READ_ERROR, "after an error response to " + kind);
    expect_quiet("after an error");
    bench_.write("INTERRUPT_CLEAR", 1);
    expect_status(0, "after INTERRUPT_CLEAR");
    totals_.errors++;
    totals_.kinds.insert(kind);
    infer(run);
  }

  void expect_status(uint32_t expected, const std::string& when) {
    uint32_t status = bench_.read("STATUS");
    if (status != expected) {
      throw Failure("STATUS is " + std::to_string(status) + " " + when + ", not " + std::to_string(expected));
    }
  }

  void expect_quiet(const std::string& when) {
    uint64_t bursts = bench_.checker().bursts();
    bench_.wait(QUIET_CYCLES);
    if (bench_.checker().bursts() != bursts || !bench_.checker().idle()) throw Failure("the bus is not quiet " + when);
  }

  void compare(const std::vector<uint8_t>& expected) {
    const std::vector<uint8_t>& bytes = bench_.memory().bytes();
    for (size_t i = 0; i < expected.size(); i++) {
      if (bytes[i] == expected[i]) continue;
      char text[120];
      std::snprintf(text, sizeof text, "memory at 0x%zx is 0x%02x, not 0x%02x", i, bytes[i], expected[i]);
      throw Failure(text);
    }
  }

  const Scenario& scenario_;
  Bench bench_;
  Random random_;
  Totals& totals_;
  uint64_t limit_;
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
              ", \"kinds\": %zu, \"bursts\": %" PRIu64 ", \"cycles\": %" PRIu64 "}\n",
              PROFILES.size(), totals.inferences, totals.soft_resets, totals.errors, totals.kinds.size(), totals.bursts,
              totals.cycles);
  std::fprintf(stderr, "right: %" PRIu64 " inferences, %" PRIu64 " soft resets, %" PRIu64 " bus errors of %zu kinds, %" PRIu64
               " bursts checked, %" PRIu64 " cycles\n", totals.inferences, totals.soft_resets, totals.errors,
               totals.kinds.size(), totals.bursts, totals.cycles);
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
