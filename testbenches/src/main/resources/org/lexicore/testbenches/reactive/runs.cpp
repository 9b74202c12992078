#include "runs.h"

#include <algorithm>
#include <cstdio>

namespace {
constexpr uint64_t QUIET_CYCLES = 400;                    // longer than any answer of the memory takes
constexpr uint64_t SETUP_CYCLES = 100000, SLOWEST = 200;  // a run is given up after SETUP_CYCLES + SLOWEST times its length
constexpr uint64_t INSTRUCTION_BYTES = 64;
constexpr uint64_t LONG = 3;  // a run that takes so many times the shortest is made once only, without errors and soft resets
const char* const CAUSES[] = {"BUSY", "WEIGHTS", "LOAD", "DRAIN", "STORE", "INSTRUCTION"};
}  // namespace

Runs::Runs(const Scenario& scenario, Bench& bench, uint64_t seed) : scenario_(scenario), bench_(bench), random_(seed) {
  uint64_t shortest = ~uint64_t(0);
  for (const Run& run : scenario.runs) shortest = std::min(shortest, run.cycles);
  for (const Run& run : scenario.runs) {
    if (run.cycles <= LONG * shortest) brief_.push_back(&run);
  }
}

const Run& Runs::any() { return *brief_[random_.below(brief_.size())]; }

const Run& Runs::any(const std::string& kind) {
  std::vector<const Run*> reading;
  for (const Run* run : brief_) {
    if (run->reads(kind)) reading.push_back(run);
  }
  for (const Run& run : scenario_.runs) {
    if (reading.empty() && run.reads(kind)) reading.push_back(&run);
  }
  return *reading[random_.below(reading.size())];
}

uint64_t Runs::limit(const Run& run) const { return SETUP_CYCLES + SLOWEST * run.cycles; }

void Runs::prepare(const Run& run) {
  bench_.memory().bytes() = scenario_.memory(run);
  for (const auto& set : run.sets) bench_.write(set.first, set.second);
}

void Runs::spoil(const Run& run) {
  uint64_t first = run.value("PROGRAM") + INSTRUCTION_BYTES * random_.below(run.value("INSTRUCTIONS"));
  std::vector<uint8_t>& bytes = bench_.memory().bytes();
  for (uint64_t i = 1; i < INSTRUCTION_BYTES; i++) bytes[first + i] = 0;
}

void Runs::start(const Run& run) {
  bench_.starts(run.value("PROGRAM"), run.value("INSTRUCTIONS"));
  bench_.write("CONTROL", START);
}

void Runs::await_interrupt(const Run& run) { bench_.await_interrupt(limit(run)); }

void Runs::await_end(const Run& run, const std::string& what) {
  for (uint64_t end = bench_.cycle() + limit(run); bench_.read("STATUS") & RUNNING;) {
    if (bench_.cycle() >= end) throw Failure(what + " does not end the run");
  }
}

void Runs::await_abort(const Run& run, const std::string& what) {
  uint64_t taken = bench_.taken();
  bench_.wait(1);  // what was granted in the cycle of the reset is offered by now
  uint64_t reads = bench_.checker().reads_offered();
  await_end(run, what);
  if (bench_.taken() != taken) throw Failure("an instruction is dispatched or issued after " + what);
  if (bench_.checker().reads_offered() != reads) throw Failure("a read is asked for after " + what);
}

void Runs::check(const Run& run) {
  for (const auto& check : run.checks) {
    uint32_t value = bench_.read(check.first);
    if (value != check.second) {
      throw Failure(check.first + " is " + std::to_string(value) + ", not " + std::to_string(check.second));
    }
  }
  uint32_t sum = 0;
  for (const char* cause : CAUSES) sum += bench_.read(std::string("CYCLES_") + cause + "_LOW");
  if (sum != bench_.read("CYCLES_LOW")) throw Failure("CYCLES_LOW is not the sum of what the cycles were spent for");
  compare(run.expected);
}

void Runs::finish(const Run& run) {
  await_interrupt(run);
  expect_status(DONE, "after a run");
  check(run);
  bench_.write("INTERRUPT_CLEAR", 1);
  if (bench_.irq()) throw Failure("irq stays after INTERRUPT_CLEAR");
  expect_quiet("after a run");
}

void Runs::infer(const Run& run) {
  prepare(run);
  start(run);
  finish(run);
}

void Runs::expect_status(uint32_t expected, const std::string& when) {
  uint32_t status = bench_.read("STATUS");
  if (status != expected) {
    throw Failure("STATUS is " + std::to_string(status) + " " + when + ", not " + std::to_string(expected));
  }
}

void Runs::expect_quiet(const std::string& when) {
  uint64_t bursts = bench_.checker().bursts();
  bench_.wait(QUIET_CYCLES);
  if (bench_.checker().bursts() != bursts || !bench_.checker().idle()) throw Failure("the bus is not quiet " + when);
}

void Runs::compare(const std::vector<uint8_t>& expected) {
  const std::vector<uint8_t>& bytes = bench_.memory().bytes();
  for (size_t i = 0; i < expected.size(); i++) {
    if (bytes[i] == expected[i]) continue;
    char text[120];
    std::snprintf(text, sizeof text, "memory at 0x%zx is 0x%02x, not 0x%02x", i, bytes[i], expected[i]);
    throw Failure(text);
  }
}
