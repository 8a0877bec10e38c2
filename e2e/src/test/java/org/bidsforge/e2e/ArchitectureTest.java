// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the code to the modules, directions and names that docs/architecture.md draws. */
@AnalyzeClasses(
        packages = "org.bidsforge",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {
    /** What modules lend each other for tests is no part of the product. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule dependenciesPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("org.bidsforge.core..")
            .layer("dicom")
            .definedBy("org.bidsforge.dicom..")
            .layer("forge")
            .definedBy("org.bidsforge.forge..")
            .layer("store")
            .definedBy("org.bidsforge.store..")
            .layer("embedded")
            .definedBy("org.bidsforge.embedded..")
            .layer("intake")
            .definedBy("org.bidsforge.intake..")
            .layer("service")
            .definedBy("org.bidsforge.service..")
            .layer("stages")
            .definedBy("org.bidsforge.stages..")
            .layer("annexremote")
            .definedBy("org.bidsforge.annexremote..")
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("stages")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("annexremote")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("embedded")
            .mayOnlyBeAccessedByLayers("service")
            .whereLayer("dicom")
            .mayOnlyBeAccessedByLayers("intake", "stages")
            .whereLayer("forge")
            .mayOnlyBeAccessedByLayers("intake", "service", "stages")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("intake", "service", "stages", "annexremote");

    @ArchTest
    static final ArchRule modulesAreFreeOfCycles =
            slices().matching("org.bidsforge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.bidsforge.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Manager|Helper|Utils?|Processor|Info|Data)");

    @ArchTest
    static final ArchRule minioStaysInItsAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("org.bidsforge.store.s3..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.minio..", "okhttp3..");

    @ArchTest
    static final ArchRule jgitStaysInForgeAndEmbeddedForge = noClasses()
            .that()
            .resideOutsideOfPackages("org.bidsforge.forge.git..", "org.bidsforge.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jgit..");

    @ArchTest
    static final ArchRule serversStayInAppsAndEmbeddedForge = noClasses()
            .that()
            .resideOutsideOfPackages("org.bidsforge.service..", "org.bidsforge.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.quartz..", "com.zaxxer.hikari..");

    @ArchTest
    static final ArchRule portsShowNoVendorType = classes()
            .that()
            .haveFullyQualifiedName("org.bidsforge.forge.Forge")
            .or()
            .haveFullyQualifiedName("org.bidsforge.store.ObjectStore")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.bidsforge..", "org.jspecify..");
}
