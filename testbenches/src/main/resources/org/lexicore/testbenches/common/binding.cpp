// Binds the ports of one Verilated class, given by MODEL and MODEL_HEADER: the only file that depends on the design.
#include "design.h"

#include <cstring>
#include <memory>

#include MODEL_HEADER
#include "verilated.h"
#if VM_TRACE
#include "verilated_vcd_c.h"
#endif
#if VM_COVERAGE
#include "verilated_cov.h"
#endif

struct Design::Model {
  VerilatedContext context;
  std::unique_ptr<MODEL> top;
#if VM_TRACE
  std::unique_ptr<VerilatedVcdC> wave;
#endif
};

namespace {
// One pair of overloads a port: the first is chosen if the class has the member.
#define LEXICORE_BIND(name) \
  template <class M> \
  auto bind_##name(M& model, int)->decltype((void)model.name, PortView{}) { \
    return PortView{#name, reinterpret_cast<uint8_t*>(&model.name), sizeof(model.name)}; \
  } \
  template <class M> \
  PortView bind_##name(M&, long) { \
    return PortView{#name, nullptr, 0}; \
  }
LEXICORE_PORTS(LEXICORE_BIND)
#undef LEXICORE_BIND
}  // namespace

Design::Design(uint64_t seed) : model_(new Model) {
#if VM_COVERAGE
  // The way from random contents to what the reset leaves is no toggle of the design's.
  model_->context.randReset(0);
#else
  model_->context.randReset(2);
#endif
  model_->context.randSeed(static_cast<int>(seed & 0x7FFFFFFF));
#if VM_TRACE
  model_->context.traceEverOn(true);
#endif
  model_->top = std::make_unique<MODEL>(&model_->context, "lexicore");
#define LEXICORE_TABLE(name) ports_[PORT_##name] = bind_##name(*model_->top, 0);
  LEXICORE_PORTS(LEXICORE_TABLE)
#undef LEXICORE_TABLE
}

Design::~Design() {
  close_wave();
  model_->top->final();
  delete model_;
}

void Design::settle() {
  model_->top->aclk = 0;
  model_->top->eval();
#if VM_TRACE
  if (model_->wave) model_->wave->dump(wave_time());
#endif
  half_cycles_++;
}

void Design::edge() {
  model_->top->aclk = 1;
  model_->top->eval();
#if VM_TRACE
  if (model_->wave) model_->wave->dump(wave_time());
#endif
  half_cycles_++;
}

bool Design::open_wave(const std::string& path, uint64_t cycle, uint64_t period_ps) {
#if VM_TRACE
  wave_from_ = half_cycles_;
  wave_cycle_ = cycle;
  wave_period_ = period_ps;
  model_->wave = std::make_unique<VerilatedVcdC>();
  model_->top->trace(model_->wave.get(), 99);
  model_->wave->open(path.c_str());
  return model_->wave->isOpen();
#else
  (void)path;
  (void)cycle;
  (void)period_ps;
  return false;
#endif
}

void Design::close_wave() {
#if VM_TRACE
  if (model_->wave) model_->wave->close();
  model_->wave.reset();
#endif
}

bool Design::write_coverage(const std::string& path) {
#if VM_COVERAGE
  model_->context.coveragep()->write(path.c_str());
  return true;
#else
  (void)path;
  return false;
#endif
}
