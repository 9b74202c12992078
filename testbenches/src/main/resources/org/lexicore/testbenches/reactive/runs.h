// Runs of a scenario on a bench: started through the registers, ended by the interrupt, held to the memory and counters that must come out.
#ifndef LEXICORE_RUNS_H
#define LEXICORE_RUNS_H

#include <cstdint>
#include <string>
#include <vector>

#include "bench.h"
#include "random.h"
#include "scenario.h"

constexpr uint32_t START = 1, SOFT_RESET = 2;                               // CONTROL
constexpr uint32_t RUNNING = 1, DONE = 2, READ_ERROR = 4, WRITE_ERROR = 8, ILLEGAL = 16;  // STATUS

class Runs {
 public:
  Runs(const Scenario& scenario, Bench& bench, uint64_t seed);

  const Scenario& scenario() const { return scenario_; }
  Bench& bench() { return bench_; }
  Random& random() { return random_; }

  // One of the short runs; one of them that has reads of this kind, or any that has.
  const Run& any();
  const Run& any(const std::string& kind);

  // Loads the memory and writes all registers but CONTROL.
  void prepare(const Run& run);
  // Leaves nothing but the unit of one of the program's instructions in the memory: no unit can run it.
  void spoil(const Run& run);
  // Writes START.
  void start(const Run& run);
  // The interrupt of a started run, what it left, and INTERRUPT_CLEAR.
  void finish(const Run& run);
  // What a run that is done left: memory and counters.
  void check(const Run& run);
  // All of it.
  void infer(const Run& run);

  void await_interrupt(const Run& run);
  // Polls STATUS until nothing runs.
  void await_end(const Run& run, const std::string& what);
  // The same after a soft reset was answered: from then on nothing is dispatched, issued or asked for.
  void await_abort(const Run& run, const std::string& what);
  void expect_status(uint32_t expected, const std::string& when);
  void expect_quiet(const std::string& when);

 private:
  void compare(const std::vector<uint8_t>& expected);
  uint64_t limit(const Run& run) const;

  const Scenario& scenario_;
  Bench& bench_;
  Random random_;
  std::vector<const Run*> brief_;
};

#endif
