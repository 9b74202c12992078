package org.lexicore.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the modules depend on each other only as the architecture allows? */
class ModuleLawTest {
  private static final List<String> MODULES =
      List.of("model", "compiler", "simulator", "rtl", "testbenches", "reports", "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.lexicore");

  private static String in(String module) {
    return "org.lexicore." + module + "..";
  }

  @Test
  void modulesDependOnlyDownwards() {
    var law = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("org.lexicore..").withOptionalLayers(true);
    for (String module : MODULES) {
      law = law.layer(module).definedBy(in(module));
    }
    law.whereLayer("cli").mayNotBeAccessedByAnyLayer()
        .whereLayer("compiler").mayOnlyBeAccessedByLayers("cli")
        .whereLayer("reports").mayOnlyBeAccessedByLayers("cli")
        .whereLayer("testbenches").mayOnlyBeAccessedByLayers("cli")
        .whereLayer("simulator").mayOnlyBeAccessedByLayers("testbenches", "cli")
        .whereLayer("rtl").mayOnlyBeAccessedByLayers("testbenches", "cli")
        .check(CLASSES);
  }

  @Test
  void theModelKnowsNothingButTheLanguage() {
    ArchRuleDefinition.classes().that().resideInAPackage(in("model"))
        .should().onlyDependOnClassesThat().resideInAnyPackage(in("model"), "java..")
        .check(CLASSES);
  }

  @Test
  void theModelDoesNoInputOrOutput() {
    ArchRuleDefinition.noClasses().that().resideInAPackage(in("model"))
        .should().dependOnClassesThat().resideInAnyPackage("java.nio.file..", "java.net..")
        .check(CLASSES);
  }

  @Test
  void packagesOfAModuleHaveNoCycles() {
    for (String module : MODULES) {
      slices().matching("org.lexicore." + module + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(CLASSES);
    }
  }

  @Test
  void onlyTheCommandLineKnowsOfTheCommandLine() {
    ArchRuleDefinition.noClasses().that(not(resideInAPackage(in("cli"))))
        .should().dependOnClassesThat().resideInAnyPackage("picocli..", "me.tongfei..")
        .check(CLASSES);
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module : MODULES) {
      if (!List.of("simulator", "rtl", "testbenches").contains(module)) {
        assertTrue(CLASSES.stream().anyMatch(type -> type.getPackageName().startsWith("org.lexicore." + module)), module);
      }
    }
  }
}
