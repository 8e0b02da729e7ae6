; What rules ask of a machine, done by WebAssembly itself; memory is in runtime.c.

declare double @llvm.sqrt.f64(double)
declare double @llvm.ceil.f64(double)
declare void @llvm.trap()

define double @sqrt(double %x) alwaysinline {
  %root = call double @llvm.sqrt.f64(double %x)
  ret double %root
}

define double @ceil(double %x) alwaysinline {
  %whole = call double @llvm.ceil.f64(double %x)
  ret double %whole
}

; Values times bytes of an array, and whether it is too large: without a product of 128 bits.
define { i64, i1 } @array_size(i64 %a, i64 %b) alwaysinline {
  %product = mul i64 %a, %b
  %either = or i64 %a, %b
  %too_large = icmp ugt i64 %either, 2147483647
  %half = insertvalue { i64, i1 } poison, i64 %product, 0
  %both = insertvalue { i64, i1 } %half, i1 %too_large, 1
  ret { i64, i1 } %both
}

; Called only to say in words what was done wrong with an array: here that ends the run.
@PyExc_RuntimeError = global ptr null

define double @log10(double) {
  call void @llvm.trap()
  unreachable
}

define ptr @NRT_Allocate(i64) {
  call void @llvm.trap()
  unreachable
}

define void @NRT_Free(ptr) {
  call void @llvm.trap()
  unreachable
}

define ptr @NRT_MemInfo_alloc(i64) {
  call void @llvm.trap()
  unreachable
}

define void @PyErr_SetString(ptr, ptr) {
  call void @llvm.trap()
  unreachable
}
