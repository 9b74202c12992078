// What a reactive bench runs: memory images, register values, what must come out. One text file with the binaries beside it.
//
//   word_bytes N, outstanding_reads N, outstanding_writes N, memory_bytes N
//   register NAME OFFSET ACCESS VALUE     each there is: read, write or read-write; what it reads after the reset
//   run CYCLES                 that it takes with an ideal memory; from here on for this run:
//     set NAME VALUE           before its start
//     range KIND FIRST END     read bursts that begin at FIRST … END − 1 are of this kind
//     load FILE ADDRESS        into the memory, before its start
//     expect FILE              the memory afterwards, from address 0 on
//     check NAME VALUE         a register afterwards
#ifndef LEXICORE_SCENARIO_H
#define LEXICORE_SCENARIO_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct Placement {
  std::vector<uint8_t> bytes;
  uint64_t address;
};

struct Range {
  std::string kind;
  uint64_t first;
  uint64_t end;
};

using Sets = std::vector<std::pair<std::string, uint32_t>>;

struct Register {
  std::string name;
  uint32_t offset;
  bool readable;
  bool writable;
  uint32_t reset;  // what it reads after the reset
};

struct Run {
  uint64_t cycles;
  Sets sets;
  std::vector<Range> ranges;
  std::vector<Placement> loads;
  std::vector<uint8_t> expected;
  std::map<std::string, uint32_t> checks;

  // What a read at the address is for; empty if no range says.
  std::string kind_of(uint64_t address) const;
  bool reads(const std::string& kind) const;
  // What a register is set to before the start.
  uint32_t value(const std::string& name) const;
};

struct Scenario {
  std::map<std::string, uint64_t> numbers;
  std::vector<Register> registers;
  std::vector<Run> runs;

  // Throws std::runtime_error with the file and line of what is wrong.
  static Scenario read(const std::string& path);

  uint64_t number(const std::string& name) const;
  uint32_t offset(const std::string& name) const;
  // The kinds that ranges name, each once, in the order of the file.
  std::vector<std::string> kinds() const;
  // The memory before the run.
  std::vector<uint8_t> memory(const Run& run) const;
};

#endif
