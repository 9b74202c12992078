#include "scenario.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace {
std::vector<uint8_t> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// One line of the file, as a stream of words that knows its place.
class Line {
 public:
  Line(const std::string& text, const std::string& place) : stream_(text), place_(place) {}

  bool word(std::string& word) { return static_cast<bool>(stream_ >> word); }
  std::string word() {
    std::string word;
    if (!(stream_ >> word)) throw std::runtime_error(place_ + ": a word is missing");
    return word;
  }
  uint64_t number() {
    std::string text = word();
    size_t used = 0;
    uint64_t value = 0;
    try {
      value = std::stoull(text, &used, 0);
    } catch (const std::logic_error&) {
      used = 0;
    }
    if (used != text.size()) throw std::runtime_error(place_ + ": " + text + " is not a number");
    return value;
  }

 private:
  std::istringstream stream_;
  std::string place_;
};

const char* const NUMBERS[] = {"word_bytes", "outstanding_reads", "outstanding_writes", "memory_bytes"};

void read_line(Scenario& scenario, Line& line, const std::string& key, const std::string& folder, const std::string& place) {
  bool within = !scenario.runs.empty();
  if (std::find(std::begin(NUMBERS), std::end(NUMBERS), key) != std::end(NUMBERS)) {
    scenario.numbers[key] = line.number();
  } else if (key == "register") {
    std::string name = line.word();
    uint32_t offset = static_cast<uint32_t>(line.number());
    std::string access = line.word();
    if (access != "read" && access != "write" && access != "read-write") throw std::runtime_error(place + ": " + access + " is no access");
    scenario.registers.push_back({name, offset, access != "write", access != "read", static_cast<uint32_t>(line.number())});
  } else if (key == "set" && within) {
    std::string name = line.word();
    scenario.runs.back().sets.emplace_back(name, static_cast<uint32_t>(line.number()));
  } else if (key == "range" && within) {
    std::string kind = line.word();
    uint64_t first = line.number();
    scenario.runs.back().ranges.push_back({kind, first, line.number()});
  } else if (key == "load" && within) {
    std::vector<uint8_t> bytes = read_bytes(folder + line.word());
    scenario.runs.back().loads.push_back({bytes, line.number()});
  } else if (key == "run") {
    scenario.runs.emplace_back();
    scenario.runs.back().cycles = line.number();
  } else if (key == "expect" && within) {
    scenario.runs.back().expected = read_bytes(folder + line.word());
  } else if (key == "check" && within) {
    std::string name = line.word();
    scenario.runs.back().checks[name] = static_cast<uint32_t>(line.number());
  } else {
    throw std::runtime_error(place + ": " + key + " is not known here");
  }
}
}  // namespace

Scenario Scenario::read(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  size_t slash = path.rfind('/');
  std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  Scenario scenario;
  std::string text;
  for (int number = 1; std::getline(file, text); number++) {
    std::string place = path + ":" + std::to_string(number);
    Line line(text, place);
    std::string key;
    if (line.word(key) && key[0] != '#') read_line(scenario, line, key, folder, place);
  }
  if (scenario.runs.empty()) throw std::runtime_error(path + ": no run");
  return scenario;
}

uint64_t Scenario::number(const std::string& name) const {
  auto found = numbers.find(name);
  if (found == numbers.end()) throw std::runtime_error("the scenario gives no " + name);
  return found->second;
}

uint32_t Scenario::offset(const std::string& name) const {
  for (const Register& one : registers) {
    if (one.name == name) return one.offset;
  }
  throw std::runtime_error("the scenario has no register " + name);
}

std::vector<std::string> Scenario::kinds() const {
  std::vector<std::string> kinds;
  for (const Run& run : runs) {
    for (const Range& range : run.ranges) {
      if (std::find(kinds.begin(), kinds.end(), range.kind) == kinds.end()) kinds.push_back(range.kind);
    }
  }
  return kinds;
}

std::string Run::kind_of(uint64_t address) const {
  for (const Range& range : ranges) {
    if (address >= range.first && address < range.end) return range.kind;
  }
  return "";
}

bool Run::reads(const std::string& kind) const {
  return std::any_of(ranges.begin(), ranges.end(), [&kind](const Range& range) { return range.kind == kind; });
}

uint32_t Run::value(const std::string& name) const {
  for (const auto& set : sets) {
    if (set.first == name) return set.second;
  }
  throw std::runtime_error("a run does not set " + name);
}

std::vector<uint8_t> Scenario::memory(const Run& run) const {
  std::vector<uint8_t> memory(number("memory_bytes"), 0);
  for (const Placement& placement : run.loads) {
    if (placement.address + placement.bytes.size() > memory.size()) throw std::runtime_error("a load lies outside the memory");
    if (!placement.bytes.empty()) std::memcpy(memory.data() + placement.address, placement.bytes.data(), placement.bytes.size());
  }
  return memory;
}
