; What else they would ask of a system, and WebAssembly has not; memory is in runtime.c.

declare void @llvm.trap()

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
