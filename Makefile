# Lexicore. `make` lists the targets. Everything is set up on the way; NO_INSTALL=1 forbids installing packages.
SHELL       := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests build check test docs-check bench demo accuracy study campaign mutation fuzz lockstep-large timing golden clean format

# Recursive, since setup may be what installs the JDK and Maven.
JDK    = $(shell scripts/find-jdk)
# From JDK 23 on, Maven's own libraries would draw warnings.
QUIET  = $(shell [ "$$(scripts/find-jdk --version)" -ge 23 ] && echo --sun-misc-unsafe-memory-access=allow)
MAVEN  = JAVA_HOME="$(JDK)" MAVEN_OPTS="$$MAVEN_OPTS $(QUIET)" mvn -B -ntp -Dstyle.color=never
# Shows modules, tests and problems while they come; the whole log lies in target/maven.log.
BRIEF  = | tee target/maven.log | scripts/brief-maven
OUT   ?= out/demo
# What `make check` leaves out: whole campaigns, synthesis, real networks. Lockstep itself is in, by VerifyTest.
SLOW   = LauncherTest CombinationalPathTest AbortLockstepTest RandomProgramLockstepTest LockstepCampaignTest \
         CampaignTest EditedRtlTest MutationTest KnownFaultsTest FaultInjectionTest ReplayTest StressTest \
         FourStateTest TestbenchWriterTest SynthesisTest AsicSynthesisTest FpgaSynthesisTest FpgaTest TimingTest \
         LintTest CoreTest RequantiserTest FuzzTest EngineOracleTest ControllerOracleTest TimingCheckTest \
         ExampleNetworksTest ResNet20Test DemoTest FloatNetworksTest AccuracyTest StoredFormsTest LookedUpWeightsTest \
         ReportInBrowserTest WaveformTest WrittenNetworksTest OperatorFamiliesTest
space := $(subst ,, )
comma := ,
QUICK  = $(subst $(space),$(comma),$(SLOW:%=!%))
ACCELERATOR ?= examples/accelerators/edge-8.yaml
CASES    ?= 500
MUTANTS  ?= 190
SEED     ?= 1
BUDGET   ?= 30m
ROUNDS   ?= 3
CAMPAIGN ?= out/campaign
FUZZ     ?= 100000

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## install what is missing (JDK, Maven, Verilator, ...) with apt-get, or say what to install
	@scripts/setup

setup-tests:
	@scripts/setup --tests

build: setup ## compile everything; ./lexicore then runs
	@mkdir -p target
	@$(MAVEN) package -DskipTests $(BRIEF)

check: setup ## the quick tests (units, components, a few lockstep cases), in under two minutes
	@mkdir -p target
	@$(MAVEN) package -Dtest='$(QUICK)' -Dsurefire.failIfNoSpecifiedTests=false $(BRIEF)

test: setup-tests ## every test
	@mkdir -p target
	@$(MAVEN) -Pcareful --fail-at-end verify $(BRIEF)

SLOW += DocumentedCommandsTest
docs-check: setup-tests ## run every command that README.md and docs/ print, the long ones too (an hour)
	@mkdir -p target
	@$(MAVEN) package -Dtest=DocumentedCommandsTest -Dlexicore.docs=all -Dsurefire.failIfNoSpecifiedTests=false $(BRIEF)

bench: setup ## whole commands against goals (BASELINE=DIR: in turns with that checkout's); speed of the simulator and of lockstep
	@mkdir -p target
	@$(MAVEN) -Pbench package -DskipTests $(BRIEF)
	@BASELINE="$(BASELINE)" ROUNDS="$(ROUNDS)" ONLY="$(ONLY)" OUT=out/bench scripts/bench-commands
	@"$(JDK)/bin/java" -cp 'benchmarks/target/*:benchmarks/target/lib/*' org.lexicore.benchmarks.SimulatorSpeed
	@for edge in edge-8 edge-16; do ./lexicore bench -a examples/accelerators/$$edge.yaml --calibration examples/data/fashion-calibration-images-idx3-ubyte.gz \
	  --inputs examples/data/fashion-test-images-idx3-ubyte.gz || exit; done

demo: build ## the whole chain on a real network: a table, and out/demo with RTL, benches and a report
	@./lexicore demo -o $(OUT)

accuracy: setup ## real networks on real data in float, int8 and codewords: a table, and out/accuracy
	@mkdir -p target
	@$(MAVEN) package -Dtest=AccuracyTest -Dlexicore.accuracy=full -Dsurefire.failIfNoSpecifiedTests=false $(BRIEF)
	@cat out/accuracy/accuracy.txt

study: build ## every study that docs/rom-vs-dram.md quotes, with the accuracies (hours), in out/rom-vs-dram; what is there is not made again
	@scripts/rom-vs-dram

campaign: build ## random networks on random accelerators in lockstep, as long as BUDGET says; CASES, SEED, BUDGET, CAMPAIGN=DIR
	@./lexicore campaign -n $(CASES) --seed $(SEED) --time-budget $(BUDGET) --junit $(CAMPAIGN).xml -o $(CAMPAIGN)

fuzz: setup ## damaged files of every kind through every command: FUZZ cases, SEED; goes on where it stopped; failures lie in out/fuzz
	@mkdir -p target
	@$(MAVEN) package -Dtest='FuzzTest#everyDamagedFileGetsAResultOrAMessage' -Dlexicore.fuzz=$(FUZZ) -Dlexicore.fuzz.seed=$(SEED) \
	  -Dsurefire.failIfNoSpecifiedTests=false $(BRIEF)

mutation: setup ## changes of one token in the Verilog against the benches that travel with it: table by module, in out/mutation; MUTANTS, SEED
	@mkdir -p target
	@$(MAVEN) package -Dtest=MutationTest -Dlexicore.mutants=$(MUTANTS) -Dlexicore.seed=$(SEED) \
	  -Dlexicore.mutation='$(CURDIR)/out/mutation/results.txt' -Dsurefire.failIfNoSpecifiedTests=false $(BRIEF)
	@cat out/mutation/table.md

lockstep-large: build ## whole networks of full size in lockstep on 16x16: cycles compared, divergences, wall time
	@scripts/lockstep-large out/lockstep-large

timing: build ## longest path of the 8x8 accelerator on 0.18 um cells (yosys, OpenSTA); ACCELERATOR=FILE for another
	@./lexicore generate -a $(ACCELERATOR) -o out/timing/generated
	@rtl-templates/synthesis/timing out/timing/generated/rtl out/timing

golden: setup ## write the expected texts anew; look at the difference before committing it
	@mkdir -p target
	@$(MAVEN) package -Dlexicore.golden=write -Dgroups=golden -Dsurefire.failIfNoSpecifiedTests=false $(BRIEF)

format: setup ## format the Java sources
	@mkdir -p target
	@$(MAVEN) spotless:apply $(BRIEF)

clean: ## remove what was built
	@rm -rf target out */target
