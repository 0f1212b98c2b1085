/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/**
 * Applies the filters of {@link EtcdTest}.
 */
final class EtcdTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<EtcdTest> {

	EtcdTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
	}

}
