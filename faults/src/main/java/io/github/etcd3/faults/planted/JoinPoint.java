/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * A method of the library that is changed by an advice.
 *
 * @param type the class, behind the library's root package
 * @param method which of its methods, exactly one
 * @param advice the class that says what happens before and behind it
 */
record JoinPoint(String type, ElementMatcher<? super MethodDescription> method, Class<?> advice) {

	private static final String LIBRARY = "io.github.etcd3.spring.";

	/**
	 * Changes the class before it is loaded: nothing here loads a class of the library.
	 */
	void change(ClassLoader loader) {
		ClassFileLocator files = ClassFileLocator.ForClassLoader.of(loader);
		changed(files).load(loader, ClassLoadingStrategy.UsingLookup.of(lookup(loader)));
	}

	DynamicType.Unloaded<?> changed(ClassFileLocator files) {
		TypePool types = TypePool.Default.of(files);
		TypeDescription changed = types.describe(LIBRARY + this.type).resolve();
		int found = changed.getDeclaredMethods().filter(this.method).size();
		if (found != 1) {
			throw new IllegalStateException(
					"The library has changed: " + changed + " has " + found + " methods that are " + this.method
							+ ", where a bug is to be planted into one. Mend it in PlantedBug.");
		}
		Advice change = Advice.to(types.describe(this.advice.getName()).resolve(), files);
		return new ByteBuddy().redefine(changed, files).visit(change.on(this.method)).make();
	}

	/** The right to define a class beside {@code package-info}, which uses nothing. */
	private Lookup lookup(ClassLoader loader) {
		String name = LIBRARY + this.type.substring(0, this.type.lastIndexOf('.')) + ".package-info";
		try {
			return MethodHandles.privateLookupIn(Class.forName(name, false, loader), MethodHandles.lookup());
		}
		catch (ClassNotFoundException | IllegalAccessException ex) {
			throw new IllegalStateException("No class can be defined beside " + name, ex);
		}
	}

}
