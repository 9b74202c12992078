// The design with its reactive memory, its checker, and a host that accesses registers.
#ifndef LEXICORE_BENCH_H
#define LEXICORE_BENCH_H

#include <cstdint>
#include <stdexcept>
#include <string>

#include "checker.h"
#include "design.h"
#include "memory.h"
#include "random.h"
#include "scenario.h"

// Something the design did wrong; the bench ends with status 1.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Bench {
 public:
  Bench(const Scenario& scenario, const Profile& profile, uint64_t seed);

  Memory& memory() { return memory_; }
  Checker& checker() { return checker_; }
  uint64_t cycle() const { return cycle_; }
  bool irq() const { return design_.bit(PORT_irq); }

  // Passes so many cycles.
  void wait(uint64_t cycles);
  // Passes cycles until the interrupt; fails after `limit`.
  void await_interrupt(uint64_t limit);
  // Register accesses with random gaps, address before data or data before address, and late acceptance of the answer.
  void write(const std::string& name, uint32_t value);
  uint32_t read(const std::string& name);

 private:
  void reset();
  void tick();
  void await_answer(Port valid, Port ready, const std::string& what);

  const Scenario& scenario_;
  Design design_;
  Random random_;
  Memory memory_;
  Checker checker_;
  uint64_t cycle_ = 0;
};

#endif
