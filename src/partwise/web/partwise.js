// node_modules/svelte/src/internal/shared/utils.js
var e = Array.isArray, t = Array.prototype.indexOf, n = Array.prototype.includes, r = Array.from, i = Object.defineProperty, a = Object.getOwnPropertyDescriptor, o = Object.getOwnPropertyDescriptors, s = Object.prototype, c = Array.prototype, l = Object.getPrototypeOf, u = Object.isExtensible, d = () => {};
function f(e) {
	return typeof e?.then == "function";
}
function p(e) {
	for (var t = 0; t < e.length; t++) e[t]();
}
function m() {
	var e, t;
	return {
		promise: new Promise((n, r) => {
			e = n, t = r;
		}),
		resolve: e,
		reject: t
	};
}
function h(e, t) {
	if (Array.isArray(e)) return e;
	if (t === void 0 || !(Symbol.iterator in e)) return Array.from(e);
	let n = [];
	for (let r of e) if (n.push(r), n.length === t) break;
	return n;
}
var g = 1024, _ = 2048, v = 4096, y = 8192, b = 16384, x = 32768, S = 1 << 25, ee = 65536, C = 1 << 19, te = 1 << 20, w = 1 << 25, ne = 1 << 21, re = 1 << 22, ie = 1 << 23, ae = Symbol("$state"), oe = Symbol("component"), se = Symbol("legacy props"), ce = Symbol(""), le = Symbol("attributes"), ue = Symbol("class"), de = Symbol("style"), fe = Symbol("text"), pe = Symbol("form reset"), me = new class extends Error {
	name = "StaleReactionError";
	message = "The reaction that called `getAbortSignal()` was re-run or destroyed";
}(), he = !!globalThis.document?.contentType && /* @__PURE__ */ globalThis.document.contentType.includes("xml"), ge = {}, T = Symbol("uninitialized"), _e = "http://www.w3.org/1999/xhtml";
function ve() {
	console.warn("https://svelte.dev/e/derived_inert");
}
function ye(e) {
	console.warn("https://svelte.dev/e/hydration_mismatch");
}
function be() {
	console.warn("https://svelte.dev/e/select_multiple_invalid_value");
}
function xe() {
	console.warn("https://svelte.dev/e/svelte_boundary_reset_noop");
}
// node_modules/svelte/src/internal/client/dom/hydration.js
var E = !1;
function Se(e) {
	E = e;
}
var D;
function Ce(e) {
	if (e === null) throw ye(), ge;
	return D = e;
}
function we() {
	return Ce(/* @__PURE__ */ nn(D));
}
function O(e) {
	if (E) {
		if (/* @__PURE__ */ nn(D) !== null) throw ye(), ge;
		D = e;
	}
}
function Te(e = 1) {
	if (E) {
		for (var t = e, n = D; t--;) n = /* @__PURE__ */ nn(n);
		D = n;
	}
}
function Ee(e = !0) {
	for (var t = 0, n = D;;) {
		if (n.nodeType === 8) {
			var r = n.data;
			if (r === "]") {
				if (t === 0) return n;
				--t;
			} else (r === "[" || r === "[!" || r[0] === "[" && !isNaN(Number(r.slice(1)))) && (t += 1);
		}
		var i = /* @__PURE__ */ nn(n);
		e && n.remove(), n = i;
	}
}
function De(e) {
	if (!e || e.nodeType !== 8) throw ye(), ge;
	return e.data;
}
// node_modules/svelte/src/internal/client/reactivity/equality.js
function Oe(e) {
	return e === this.v;
}
function ke(e, t) {
	return e == e ? e !== t || typeof e == "object" && !!e || typeof e == "function" : t == t;
}
function Ae(e) {
	return !ke(e, this.v);
}
// node_modules/svelte/src/internal/client/errors.js
function je() {
	throw Error("https://svelte.dev/e/async_derived_orphan");
}
function Me(e, t, n) {
	throw Error("https://svelte.dev/e/each_key_duplicate");
}
function Ne(e) {
	throw Error("https://svelte.dev/e/effect_in_teardown");
}
function Pe() {
	throw Error("https://svelte.dev/e/effect_in_unowned_derived");
}
function Fe(e) {
	throw Error("https://svelte.dev/e/effect_orphan");
}
function Ie() {
	throw Error("https://svelte.dev/e/effect_update_depth_exceeded");
}
function Le(e) {
	throw Error("https://svelte.dev/e/props_invalid_value");
}
function Re() {
	throw Error("https://svelte.dev/e/state_descriptors_fixed");
}
function ze() {
	throw Error("https://svelte.dev/e/state_prototype_fixed");
}
function Be() {
	throw Error("https://svelte.dev/e/state_unsafe_mutation");
}
function Ve() {
	throw Error("https://svelte.dev/e/svelte_boundary_reset_onerror");
}
// node_modules/svelte/src/internal/client/context.js
var He = null;
function Ue(e) {
	He = e;
}
function We(e, t = !1, n) {
	He = {
		p: He,
		i: !1,
		c: null,
		e: null,
		s: e,
		x: null,
		r: B,
		l: null
	};
}
function k(e) {
	var t = He, n = t.e;
	if (n !== null) {
		t.e = null;
		for (var r of n) gn(r);
	}
	return e !== void 0 && (t.x = e), t.i = !0, He = t.p, Ge(e);
}
function Ge(e = {}) {
	return i(e, oe, { value: !0 }), e;
}
function Ke() {
	return !0;
}
// node_modules/svelte/src/internal/client/dom/task.js
var qe = [];
function Je() {
	var e = qe;
	qe = [], p(e);
}
function Ye(e) {
	if (qe.length === 0 && !bt) {
		var t = qe;
		queueMicrotask(() => {
			t === qe && Je();
		});
	}
	qe.push(e);
}
function Xe() {
	for (; qe.length > 0;) Je();
}
// node_modules/svelte/src/internal/client/reactivity/status.js
var Ze = ~(_ | v | g);
function A(e, t) {
	e.f = e.f & Ze | t;
}
function Qe(e) {
	e.f & 512 || e.deps === null ? A(e, g) : A(e, v);
}
// node_modules/svelte/src/internal/client/reactivity/utils.js
function $e(e, t) {
	e.f & 2048 ? t.set(e, _) : e.f & 4096 && t.get(e) !== 2048 && t.set(e, v), A(e, g);
}
// node_modules/svelte/src/internal/client/dom/elements/misc.js
var et = !1;
function tt() {
	et || (et = !0, document.addEventListener("reset", (e) => {
		Promise.resolve().then(() => {
			if (!e.defaultPrevented) for (let t of e.target.elements) t[pe]?.();
		});
	}, { capture: !0 }));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/shared.js
function nt(e) {
	var t = z, n = B;
	Rn(null), zn(null);
	try {
		return e();
	} finally {
		Rn(t), zn(n);
	}
}
// node_modules/svelte/src/internal/client/reactivity/async.js
function rt(e, t, n, r) {
	let i = Ke() ? st : ut;
	var a = e.filter((e) => !e.settled), o = t.map(i);
	if (n.length === 0 && a.length === 0) {
		r(o);
		return;
	}
	var s = B, c = it(), l = a.length === 1 ? a[0].promise : a.length > 1 ? Promise.all(a.map((e) => e.promise)) : null;
	function u(e) {
		if (!(s.f & 16384)) {
			c();
			try {
				r([...o, ...e]);
			} catch (e) {
				ln(e, s);
			}
			at();
		}
	}
	var d = ot();
	if (n.length === 0) {
		l.then(() => u([])).finally(d);
		return;
	}
	function f() {
		Promise.all(n.map((e) => /* @__PURE__ */ lt(e))).then(u).catch((e) => ln(e, s)).finally(d);
	}
	l ? l.then(() => {
		s.f & 16384 ? d() : (c(), f(), at());
	}) : f();
}
function it() {
	var e = B, t = z, n = He, r = M;
	return function(i = !0) {
		zn(e), Rn(t), Ue(n), i && !(e.f & 16384) && (r?.activate(), r?.apply());
	};
}
function at(e = !0) {
	zn(null), Rn(null), Ue(null), e && M?.deactivate();
}
function ot() {
	var e = B, t = e.b, n = M, r = !!t?.is_rendered();
	return t?.update_pending_count(1, n), n.increment(r, e), () => {
		t?.update_pending_count(-1, n), n.decrement(r, e);
	};
}
/*#__NO_SIDE_EFFECTS__*/
function st(e) {
	var t = 2 | _;
	return B !== null && (B.f |= C), {
		ctx: He,
		deps: null,
		effects: null,
		equals: Oe,
		f: t,
		fn: e,
		reactions: null,
		rv: 0,
		v: T,
		wv: 0,
		parent: B,
		ac: null
	};
}
var ct = Symbol("obsolete");
/*#__NO_SIDE_EFFECTS__*/
function lt(e, t, n) {
	let r = B;
	r === null && je();
	var i = void 0, a = Lt(T), o = !z, s = /* @__PURE__ */ new Set();
	return yn(() => {
		var t = B, n = m();
		i = n.promise;
		try {
			Promise.resolve(e()).then(n.resolve, (e) => {
				e !== me && n.reject(e);
			}).finally(at);
		} catch (e) {
			n.reject(e), at();
		}
		var c = M;
		if (o) {
			if (t.f & 32768) var l = ot();
			if (r.b?.is_rendered()) c.async_deriveds.get(t)?.reject(ct);
			else for (let e of s.values()) e.reject(ct);
			s.add(n), c.async_deriveds.set(t, n);
		}
		let u = (e, t = void 0) => {
			l?.(), s.delete(n), t !== ct && (c.activate(), t ? (a.f |= ie, Ht(a, t)) : (a.f & 8388608 && (a.f ^= ie), Ht(a, e)), c.deactivate());
		};
		n.promise.then(u, (e) => u(null, e || "unknown"));
	}), mn(() => {
		for (let e of s) e.reject(ct);
	}), new Promise((e) => {
		function t(n) {
			function r() {
				n === i ? e(a) : t(i);
			}
			n.then(r, r);
		}
		t(i);
	});
}
/*#__NO_SIDE_EFFECTS__*/
function j(e) {
	let t = /* @__PURE__ */ st(e);
	return Vn(t), t;
}
/*#__NO_SIDE_EFFECTS__*/
function ut(e) {
	let t = /* @__PURE__ */ st(e);
	return t.equals = Ae, t;
}
function dt(e) {
	var t = e.effects;
	if (t !== null) {
		e.effects = null;
		for (var n = 0; n < t.length; n += 1) En(t[n]);
	}
}
function ft(e) {
	var t, n = B, r = e.parent;
	if (!Fn && r !== null && e.v !== T && r.f & 24576) return ve(), e.v;
	zn(r);
	try {
		dt(e), t = $n(e);
	} finally {
		zn(n);
	}
	return t;
}
function pt(e) {
	var t = ft(e);
	!e.equals(t) && (e.wv = Xn(), (!M?.is_fork || e.deps === null) && (M === null ? e.v = t : (M.capture(e, t, !0), _t?.capture(e, t, !0)), e.deps === null)) ? A(e, g) : Fn || (vt === null ? Qe(e) : (pn() || M?.is_fork) && vt.set(e, t));
}
function mt(e) {
	if (e.effects !== null) for (let t of e.effects) (t.teardown || t.ac) && (t.teardown?.(), t.ac !== null && nt(() => {
		t.ac.abort(me), t.ac = null;
	}), t.fn !== null && (t.teardown = d), nr(t, 0), wn(t));
}
function ht(e) {
	if (e.effects !== null) for (let t of e.effects) t.teardown && t.fn !== null && rr(t);
}
// node_modules/svelte/src/internal/client/reactivity/batch.js
var gt = null, M = null, _t = null, vt = null, yt = null, bt = !1, xt = !1, St = null, Ct = null, wt = 0, Tt = 1, Et = class e {
	id = Tt++;
	started = !1;
	linked = !0;
	prev = null;
	next = null;
	async_deriveds = /* @__PURE__ */ new Map();
	current = /* @__PURE__ */ new Map();
	previous = /* @__PURE__ */ new Map();
	#e = /* @__PURE__ */ new Set();
	#t = /* @__PURE__ */ new Set();
	#n = 0;
	#r = /* @__PURE__ */ new Map();
	#i = null;
	#a = [];
	#o = [];
	#s = /* @__PURE__ */ new Map();
	#c = /* @__PURE__ */ new Map();
	#l = /* @__PURE__ */ new Set();
	is_fork = !1;
	#u = !1;
	constructor() {
		gt === null ? gt = this : (gt.next = this, this.prev = gt), gt = this;
	}
	#d() {
		if (this.is_fork) return !0;
		for (let e of this.#r.keys()) if (!this.#f(e)) return !0;
		return !1;
	}
	#f(e) {
		for (var t = e; t !== null; t = t.parent) if (this.#c.has(t)) return !0;
		return !1;
	}
	skip_effect(e) {
		this.#c.has(e) || this.#c.set(e, {
			d: [],
			m: []
		}), this.#l.delete(e);
	}
	unskip_effect(e, t = (e) => this.schedule(e)) {
		var n = this.#c.get(e);
		if (n) {
			this.#c.delete(e);
			for (var r of n.d) A(r, _), t(r);
			for (r of n.m) A(r, v), t(r);
		}
		this.#l.add(e);
	}
	#p() {
		var e = [];
		for (let i of this.#a) if (!(i.f & 16384 || !(i.f & 6144))) {
			for (var t = i, n = !1; t.parent !== null;) {
				t = t.parent;
				var r = t.f;
				if (r & 96) {
					if (!(r & 1024)) {
						n = !0;
						break;
					}
					t.f ^= g;
				}
			}
			n || e.push(t);
		}
		return this.#a = [], e;
	}
	#m() {
		this.started = !0;
		for (let [e, t] of this.#s) A(e, t), this.schedule(e);
		this.apply();
		for (var t = St = [], n = [], r = Ct = []; this.#a.length > 0;) {
			wt++ > 1e3 && (this.#b(), Ot());
			for (let e of this.#p()) try {
				this.#h(e, t, n);
			} catch (t) {
				throw Nt(e), this.#d() || this.discard(), t;
			}
		}
		if (M = null, r.length > 0) {
			var i = e.ensure();
			for (let e of r) i.schedule(e);
		}
		if (St = null, Ct = null, this.#d()) {
			this.#y(n), this.#y(t);
			for (let [e, t] of this.#c) Mt(e, t);
			r.length > 0 && M.#m();
			return;
		}
		let a = this.#g();
		if (a) this.#y(n), this.#y(t), a.#v(this);
		else {
			this.#s.clear();
			for (let e of this.#e) e(this);
			this.#e.clear(), _t = this, At(n), At(t), _t = null, this.#i?.resolve();
			var o = M;
			this.#n === 0 && (this.#a.length === 0 || o !== null) && this.#b(), o !== null && (Ft.clear(), o.#m());
		}
	}
	#h(e, t, n) {
		e.f ^= g;
		for (var r = e.first; r !== null;) {
			var i = r.f, a = !!(i & 96);
			if (!(a && i & 1024 || i & 8192 || this.#c.has(r)) && r.fn !== null) {
				a ? r.f ^= g : i & 4 ? t.push(r) : Zn(r) && (i & 16 && this.add_dirty_reaction(r, v), rr(r));
				var o = r.first;
				if (o !== null) {
					r = o;
					continue;
				}
			}
			for (; r !== null;) {
				var s = r.next;
				if (s !== null) {
					r = s;
					break;
				}
				r = r.parent;
			}
		}
	}
	#g() {
		for (var e = this.prev; e !== null; e = e.prev) if (!e.is_fork && this.#_(e)) return e;
		return null;
	}
	#_(e) {
		for (let [t, [, n]] of this.current) if (!n && e.current.has(t)) return !0;
		return !1;
	}
	#v(e) {
		for (let [t, n] of e.current) !this.previous.has(t) && e.previous.has(t) && this.previous.set(t, e.previous.get(t)), this.current.set(t, n);
		for (let [t, n] of e.async_deriveds) {
			let e = this.async_deriveds.get(t);
			e && n.promise.then(e.resolve).catch(e.reject);
		}
		e.async_deriveds.clear(), this.transfer_reactions(e.#s);
		let t = (e) => {
			var n = e.reactions;
			if (n !== null && !(e.f & 2 && !(e.f & 6144))) for (let e of n) {
				var r = e.f;
				if (r & 2) t(e);
				else {
					var i = e;
					r & 4194320 && !this.async_deriveds.has(i) && (this.#s.delete(i), A(i, _), this.schedule(i));
				}
			}
		};
		for (let e of this.current.keys()) t(e);
		this.oncommit(() => e.discard()), e.#b(), M = this, this.#m();
	}
	#y(e) {
		for (var t = 0; t < e.length; t += 1) $e(e[t], this.#s);
	}
	capture(e, t, n = !1) {
		e.v !== T && !this.previous.has(e) && this.previous.set(e, e.v), e.f & 8388608 || (this.current.set(e, [t, n]), vt?.set(e, t)), this.is_fork || (e.v = t);
	}
	activate() {
		M = this;
	}
	deactivate() {
		M = null, vt = null;
	}
	flush() {
		try {
			xt = !0, M = this, this.#m();
		} finally {
			wt = 0, yt = null, St = null, Ct = null, xt = !1, M = null, vt = null, Ft.clear();
		}
	}
	discard() {
		for (let e of this.#t) e(this);
		this.#t.clear();
		for (let e of this.async_deriveds.values()) e.reject(ct);
		this.#b(), this.#i?.resolve();
	}
	register_created_effect(e) {
		this.#o.push(e);
	}
	increment(e, t) {
		if (this.#n += 1, e) {
			let e = this.#r.get(t) ?? 0;
			this.#r.set(t, e + 1);
		}
	}
	decrement(e, t) {
		if (--this.#n, e) {
			let e = this.#r.get(t) ?? 0;
			e === 1 ? this.#r.delete(t) : this.#r.set(t, e - 1);
		}
		this.#u || (this.#u = !0, Ye(() => {
			this.#u = !1, this.linked && this.flush();
		}));
	}
	transfer_reactions(e) {
		for (let [t, n] of e) this.add_dirty_reaction(t, n);
		e.clear();
	}
	add_dirty_reaction(e, t) {
		(t === 2048 || this.#s.get(e) !== 2048) && this.#s.set(e, t);
	}
	oncommit(e) {
		this.#e.add(e);
	}
	ondiscard(e) {
		this.#t.add(e);
	}
	settled() {
		return (this.#i ??= m()).promise;
	}
	static ensure() {
		if (M === null) {
			let t = M = new e();
			!xt && !bt && Ye(() => {
				t.started || t.flush();
			});
		}
		return M;
	}
	apply() {
		vt = null;
	}
	schedule(e) {
		yt = e, e.b?.is_pending && e.f & 16777228 && !(e.f & 32768) ? e.b.defer_effect(e) : this.#a.push(e);
	}
	#b() {
		if (this.linked) {
			var e = this.prev, t = this.next;
			e === null || (e.next = t), t === null ? gt = e : t.prev = e, this.linked = !1;
		}
	}
};
function Dt(e) {
	var t = bt, n = _t;
	_t = null, bt = !0;
	try {
		var r;
		for (e && (Dt(), r = e());;) {
			if (Xe(), M === null) return r;
			M.flush();
		}
	} finally {
		bt = t, _t = n;
	}
}
function Ot() {
	try {
		Ie();
	} catch (e) {
		ln(e, yt);
	}
}
var kt = null;
function At(e) {
	var t = e.length;
	if (t !== 0) {
		for (var n = 0; n < t;) {
			var r = e[n++];
			if (!(r.f & 24576) && Zn(r) && (kt = /* @__PURE__ */ new Set(), rr(r), r.deps === null && r.first === null && r.nodes === null && r.teardown === null && r.ac === null && On(r), kt?.size > 0)) {
				Ft.clear();
				for (let e of kt) {
					if (e.f & 24576) continue;
					let t = [e], n = e.parent;
					for (; n !== null;) kt.has(n) && (kt.delete(n), t.push(n)), n = n.parent;
					for (let e = t.length - 1; e >= 0; e--) {
						let n = t[e];
						n.f & 24576 || rr(n);
					}
				}
				kt.clear();
			}
		}
		kt = null;
	}
}
function jt(e) {
	M.schedule(e);
}
function Mt(e, t) {
	if (!(e.f & 32 && e.f & 1024)) {
		e.f & 2048 ? t.d.push(e) : e.f & 4096 && t.m.push(e), A(e, g);
		for (var n = e.first; n !== null;) Mt(n, t), n = n.next;
	}
}
function Nt(e) {
	A(e, g);
	for (var t = e.first; t !== null;) Nt(t), t = t.next;
}
// node_modules/svelte/src/internal/client/reactivity/sources.js
var Pt = /* @__PURE__ */ new Set(), Ft = /* @__PURE__ */ new Map(), It = !1;
function Lt(e, t) {
	return {
		f: 0,
		v: e,
		reactions: null,
		equals: Oe,
		rv: 0,
		wv: 0
	};
}
/*#__NO_SIDE_EFFECTS__*/
function Rt(e, t) {
	let n = Lt(e, t);
	return Vn(n), n;
}
/*#__NO_SIDE_EFFECTS__*/
function zt(e, t = !1, n = !0) {
	let r = Lt(e);
	return t || (r.equals = Ae), r;
}
function N(e, t, n = !1) {
	return z !== null && (!Ln || z.f & 131072) && Ke() && z.f & 4325394 && (Bn === null || !Bn.has(e)) && Be(), Ht(e, n ? Kt(t) : t, Ct);
}
var Bt = null, Vt = 0;
function Ht(e, t, n = null) {
	if (!e.equals(t)) {
		Fn ? Ft.set(e, t) : Ft.has(e) || Ft.set(e, e.v);
		var r = Et.ensure();
		if (r.capture(e, t), e.f & 2) {
			let t = e;
			e.f & 2048 && ft(t), vt === null && Qe(t);
		}
		e.wv = Xn(), Bt = null, Vt = 0, Gt(e, _, n), Bt = null, Ke() && B !== null && B.f & 1024 && !(B.f & 96) && (Wn === null ? Gn([e]) : Wn.push(e)), !r.is_fork && Pt.size > 0 && !It && Ut();
	}
	return t;
}
function Ut() {
	It = !1;
	for (let e of Pt) {
		e.f & 1024 && A(e, v);
		let t;
		try {
			t = Zn(e);
		} catch {
			t = !0;
		}
		t && rr(e);
	}
	Pt.clear();
}
function Wt(e) {
	N(e, e.v + 1);
}
function Gt(e, t, n) {
	var r = e.reactions;
	if (r !== null) {
		var i = Ke(), a = r.length;
		if (Vt += a, Vt > 1e5 && Bt === null && (Bt = /* @__PURE__ */ new Set()), Bt !== null) {
			if (Bt.has(e)) return;
			Bt.add(e);
		}
		for (var o = 0; o < a; o++) {
			var s = r[o], c = s.f;
			if (i || s !== B) {
				var l = (c & _) === 0;
				if (l && A(s, t), c & 131072) Pt.add(s);
				else if (c & 2) {
					var u = s;
					vt?.delete(u), Gt(u, v, n);
				} else if (l) {
					var d = s;
					c & 16 && kt !== null && kt.add(d), n === null ? jt(d) : n.push(d);
				}
			}
		}
	}
}
function Kt(t) {
	if (typeof t != "object" || !t || ae in t || oe in t) return t;
	let n = l(t);
	if (n !== s && n !== c) return t;
	var r = /* @__PURE__ */ new Map(), i = e(t), o = /* @__PURE__ */ Rt(0), u = null, d = Jn, f = (e) => {
		if (Jn === d) return e();
		var t = z, n = Jn;
		Rn(null), Yn(d);
		var r = e();
		return Rn(t), Yn(n), r;
	};
	return i && r.set("length", /* @__PURE__ */ Rt(t.length, u)), new Proxy(t, {
		defineProperty(e, t, n) {
			"value" in n && n.configurable !== !1 && n.enumerable !== !1 && n.writable !== !1 || Re();
			var i = r.get(t);
			return i === void 0 ? f(() => {
				var e = /* @__PURE__ */ Rt(n.value, u);
				return r.set(t, e), e;
			}) : N(i, n.value, !0), !0;
		},
		deleteProperty(e, t) {
			var n = r.get(t);
			if (n === void 0) {
				if (t in e) {
					let e = f(() => /* @__PURE__ */ Rt(T, u));
					r.set(t, e), Wt(o);
				}
			} else N(n, T), Wt(o);
			return !0;
		},
		get(e, n, i) {
			if (n === ae) return t;
			var o = r.get(n), s = n in e;
			if (o === void 0 && (!s || a(e, n)?.writable) && (o = f(() => /* @__PURE__ */ Rt(Kt(s ? e[n] : T), u)), r.set(n, o)), o !== void 0) {
				var c = V(o);
				return c === T ? void 0 : c;
			}
			return Reflect.get(e, n, i);
		},
		getOwnPropertyDescriptor(e, t) {
			this.has?.(e, t);
			var n = Reflect.getOwnPropertyDescriptor(e, t), i = r.get(t);
			if (i !== void 0) {
				var a = V(i);
				if (a === T) return;
				if (n && "value" in n) n.value = a;
				else return {
					enumerable: !0,
					configurable: !0,
					value: a,
					writable: !0
				};
			}
			return n;
		},
		has(e, t) {
			if (t === ae) return !0;
			var n = r.get(t), i = n !== void 0 && n.v !== T || Reflect.has(e, t);
			return (n !== void 0 || (B !== null || z !== null) && (!i || a(e, t)?.writable)) && (n === void 0 && (n = f(() => /* @__PURE__ */ Rt(i ? Kt(e[t]) : T, u)), r.set(t, n)), V(n) === T) ? !1 : i;
		},
		set(e, t, n, s) {
			var c = r.get(t), l = t in e;
			if (i && t === "length") for (var d = n; d < c.v; d += 1) {
				var p = r.get(d + "");
				p === void 0 ? d in e && (p = f(() => /* @__PURE__ */ Rt(T, u)), r.set(d + "", p)) : N(p, T);
			}
			if (c === void 0) (!l || a(e, t)?.writable) && (c = f(() => /* @__PURE__ */ Rt(void 0, u)), N(c, Kt(n)), r.set(t, c));
			else {
				l = c.v !== T;
				var m = f(() => Kt(n));
				N(c, m);
			}
			var h = Reflect.getOwnPropertyDescriptor(e, t);
			if (h?.set && h.set.call(s, n), !l) {
				if (i && typeof t == "string") {
					var g = r.get("length"), _ = Number(t);
					Number.isInteger(_) && _ >= g.v && N(g, _ + 1);
				}
				Wt(o);
			}
			return !0;
		},
		ownKeys(e) {
			V(o);
			var t = Reflect.ownKeys(e).filter((e) => {
				var t = r.get(e);
				return t === void 0 || t.v !== T;
			});
			for (var [n, i] of r) i.v !== T && !(n in e) && t.push(n);
			return t;
		},
		setPrototypeOf() {
			ze();
		}
	});
}
function qt(e) {
	try {
		if (typeof e == "object" && e && ae in e) return e[ae];
	} catch {}
	return e;
}
function Jt(e, t) {
	return Object.is(qt(e), qt(t));
}
var Yt, Xt, Zt, Qt;
function $t() {
	if (Yt === void 0) {
		Yt = window, Xt = /Firefox/.test(navigator.userAgent);
		var e = Element.prototype, t = Node.prototype, n = Text.prototype;
		Zt = a(t, "firstChild").get, Qt = a(t, "nextSibling").get, u(e) && (e[ue] = void 0, e[le] = null, e[de] = void 0, e.__e = void 0), u(n) && (n[fe] = void 0);
	}
}
function en(e = "") {
	return document.createTextNode(e);
}
/*@__NO_SIDE_EFFECTS__*/
function tn(e) {
	return Zt.call(e);
}
/*@__NO_SIDE_EFFECTS__*/
function nn(e) {
	return Qt.call(e);
}
function P(e, t) {
	if (!E) return /* @__PURE__ */ tn(e);
	var n = /* @__PURE__ */ tn(D);
	if (n === null) n = D.appendChild(en());
	else if (t && n.nodeType !== 3) {
		var r = en();
		return n?.before(r), Ce(r), r;
	}
	return t && sn(n), Ce(n), n;
}
function F(e, t = !1) {
	if (!E) {
		var n = /* @__PURE__ */ tn(e);
		return n instanceof Comment && n.data === "" ? /* @__PURE__ */ nn(n) : n;
	}
	if (t) {
		if (D?.nodeType !== 3) {
			var r = en();
			return D?.before(r), Ce(r), r;
		}
		sn(D);
	}
	return D;
}
function I(e, t = !1) {
	if (!E) return /* @__PURE__ */ tn(e);
	var n = P(e, t);
	return O(e), n;
}
function L(e, t = 1, n = !1) {
	let r = E ? D : e;
	for (var i; t--;) i = r, r = /* @__PURE__ */ nn(r);
	if (!E) return r;
	if (n) {
		if (r?.nodeType !== 3) {
			var a = en();
			return r === null ? i?.after(a) : r.before(a), Ce(a), a;
		}
		sn(r);
	}
	return Ce(r), r;
}
function rn(e) {
	e.textContent = "";
}
function an() {
	return !1;
}
function on(e, t, n) {
	return t == null || t === "http://www.w3.org/1999/xhtml" ? n ? document.createElement(e, { is: n }) : document.createElement(e) : n ? document.createElementNS(t, e, { is: n }) : document.createElementNS(t, e);
}
function sn(e) {
	if (e.nodeValue.length < 65536) return;
	let t = e.nextSibling;
	for (; t !== null && t.nodeType === 3;) t.remove(), e.nodeValue += t.nodeValue, t = e.nextSibling;
}
function cn(e) {
	var t = B;
	if (t === null) return z.f |= ie, e;
	if (!(t.f & 32768) && !(t.f & 4)) throw e;
	ln(e, t);
}
function ln(e, t) {
	if (e === ge) throw e;
	if (!(t !== null && t.f & 16384)) {
		for (; t !== null;) {
			if (t.f & 128 && !(t.f & 33570816)) {
				if (!(t.f & 32768)) throw e;
				try {
					t.b.error(e);
					return;
				} catch (t) {
					e = t;
				}
			}
			t = t.parent;
		}
		throw e;
	}
}
// node_modules/svelte/src/internal/client/reactivity/effects.js
function un(e) {
	B === null && (z === null && Fe(e), Pe()), Fn && Ne(e);
}
function dn(e, t) {
	var n = t.last;
	n === null ? t.last = t.first = e : (n.next = e, e.prev = n, t.last = e);
}
function fn(e, t) {
	var n = B;
	n !== null && n.f & 8192 && (e |= y);
	var r = {
		ctx: He,
		deps: null,
		nodes: null,
		f: e | _ | 512,
		first: null,
		fn: t,
		last: null,
		next: null,
		parent: n,
		b: n && n.b,
		prev: null,
		teardown: null,
		wv: 0,
		ac: null
	};
	M?.register_created_effect(r);
	var i = r;
	if (e & 4) St === null ? Et.ensure().schedule(r) : St.push(r);
	else if (t !== null) {
		try {
			rr(r);
		} catch (e) {
			throw En(r), e;
		}
		i.deps === null && i.teardown === null && i.nodes === null && i.first === i.last && !(i.f & 524288) && (i = i.first, e & 16 && e & 65536 && i !== null && (i.f |= ee));
	}
	if (i !== null && (i.parent = n, n !== null && dn(i, n), z !== null && z.f & 2 && !(e & 64))) {
		var a = z;
		(a.effects ??= []).push(i);
	}
	return r;
}
function pn() {
	return z !== null && !Ln;
}
function mn(e) {
	let t = fn(8, null);
	return A(t, g), t.teardown = e, t;
}
function hn(e) {
	un("$effect");
	var t = B.f;
	if (!z && t & 32 && He !== null && !He.i) {
		var n = He;
		(n.e ??= []).push(e);
	} else return gn(e);
}
function gn(e) {
	return fn(4 | te, e);
}
function _n(e) {
	Et.ensure();
	let t = fn(64 | C, e);
	return (e = {}) => new Promise((n) => {
		e.outro ? kn(t, () => {
			En(t), n(void 0);
		}) : (En(t), n(void 0));
	});
}
function vn(e) {
	return fn(4, e);
}
function yn(e) {
	return fn(re | C, e);
}
function bn(e, t = 0) {
	return fn(8 | t, e);
}
function R(e, t = [], n = [], r = []) {
	rt(r, t, n, (t) => {
		fn(8, () => {
			e(...t.map(V));
		});
	});
}
function xn(e, t = 0) {
	return fn(16 | t, e);
}
function Sn(e) {
	return fn(32 | C, e);
}
function Cn(e) {
	var t = e.teardown;
	if (t !== null) {
		let n = Fn, r = z;
		In(!0), Rn(null);
		try {
			t.call(null);
		} catch (t) {
			ln(t, e.parent);
		} finally {
			In(n), Rn(r);
		}
	}
}
function wn(e, t = !1) {
	var n = e.first;
	for (e.first = e.last = null; n !== null;) {
		let e = n.ac;
		e !== null && nt(() => {
			e.abort(me);
		});
		var r = n.next;
		n.f & 64 ? n.parent = null : En(n, t), n = r;
	}
}
function Tn(e) {
	for (var t = e.first; t !== null;) {
		var n = t.next;
		t.f & 32 || En(t), t = n;
	}
}
function En(e, t = !0) {
	var n = !1;
	(t || e.f & 262144) && e.nodes !== null && e.nodes.end !== null && (Dn(e.nodes.start, e.nodes.end), n = !0), e.f |= S, wn(e, t && !n), nr(e, 0);
	var r = e.nodes && e.nodes.t;
	if (r !== null) for (let e of r) e.stop();
	Cn(e), e.f ^= S, e.f |= b;
	var i = e.parent;
	i !== null && i.first !== null && On(e), e.next = e.prev = e.teardown = e.ctx = e.deps = e.fn = e.nodes = e.ac = e.b = null;
}
function Dn(e, t) {
	for (; e !== null;) {
		var n = e === t ? null : /* @__PURE__ */ nn(e);
		e.remove(), e = n;
	}
}
function On(e) {
	var t = e.parent, n = e.prev, r = e.next;
	n !== null && (n.next = r), r !== null && (r.prev = n), t !== null && (t.first === e && (t.first = r), t.last === e && (t.last = n));
}
function kn(e, t, n = !0) {
	var r = [];
	e.f |= 256, An(e, r, !0);
	var i = () => {
		n && En(e), t && t();
	}, a = r.length;
	if (a > 0) {
		var o = () => --a || i();
		for (var s of r) s.out(o);
	} else i();
}
function An(e, t, n) {
	if (!(e.f & 8192)) {
		e.f ^= y;
		var r = e.nodes && e.nodes.t;
		if (r !== null) for (let e of r) (e.is_global || n) && t.push(e);
		for (var i = e.first; i !== null;) {
			var a = i.next;
			if (!(i.f & 64)) {
				var o = !!(i.f & 65536) || !!(i.f & 32) && !!(e.f & 16);
				An(i, t, o ? n : !1);
			}
			i = a;
		}
	}
}
function jn(e) {
	e.f &= -257, Mn(e, !0);
}
function Mn(e, t) {
	if (!(e.f & 256) && e.f & 8192) {
		e.f ^= y, e.f & 1024 || (A(e, _), Et.ensure().schedule(e));
		for (var n = e.first; n !== null;) {
			var r = n.next, i = !!(n.f & 65536) || !!(n.f & 32);
			Mn(n, i ? t : !1), n = r;
		}
		var a = e.nodes && e.nodes.t;
		if (a !== null) for (let e of a) (e.is_global || t) && e.in();
	}
}
function Nn(e, t) {
	if (e.nodes) for (var n = e.nodes.start, r = e.nodes.end; n !== null;) {
		var i = n === r ? null : /* @__PURE__ */ nn(n);
		t.append(n), n = i;
	}
}
// node_modules/svelte/src/internal/client/legacy.js
var Pn = null, Fn = !1;
function In(e) {
	Fn = e;
}
var z = null, Ln = !1;
function Rn(e) {
	z = e;
}
var B = null;
function zn(e) {
	B = e;
}
var Bn = null;
function Vn(e) {
	z !== null && (z.f & 2097152 || z.f & 2) && (Bn ??= /* @__PURE__ */ new Set()).add(e);
}
var Hn = null, Un = 0, Wn = null;
function Gn(e) {
	Wn = e;
}
var Kn = 1, qn = 0, Jn = qn;
function Yn(e) {
	Jn = e;
}
function Xn() {
	return ++Kn;
}
function Zn(e) {
	var t = e.f;
	if (t & 2048) return !0;
	if (t & 4096) {
		for (var n = e.deps, r = n.length, i = 0; i < r; i++) {
			var a = n[i];
			if (Zn(a) && pt(a), a.wv > e.wv) return !0;
		}
		t & 512 && vt === null && A(e, g);
	}
	return !1;
}
function Qn(e, t, n = !0) {
	var r = e.reactions;
	if (r !== null && !(Bn !== null && Bn.has(e))) for (var i = 0; i < r.length; i++) {
		var a = r[i];
		a.f & 2 ? Qn(a, t, !1) : t === a && (n ? A(a, _) : a.f & 1024 && A(a, v), jt(a));
	}
}
function $n(e) {
	var t = Hn, n = Un, r = Wn, i = z, a = Bn, o = He, s = Ln, c = Jn, l = e.f;
	Hn = null, Un = 0, Wn = null, z = l & 96 ? null : e, Bn = null, Ue(e.ctx), Ln = !1, Jn = ++qn, e.ac !== null && (nt(() => {
		e.ac.abort(me);
	}), e.ac = null);
	try {
		e.f |= ne;
		var u = e.fn, d = u();
		e.f |= x;
		var f = er(e);
		if (Ke() && Wn !== null && !Ln && f !== null && !(e.f & 6146)) for (var p = 0; p < Wn.length; p++) Qn(Wn[p], e);
		if (i !== null && i !== e) {
			if (qn++, i.deps !== null) for (let e = 0; e < n; e += 1) i.deps[e].rv = qn;
			if (t !== null) for (let e of t) e.rv = qn;
			Wn !== null && (r === null ? r = Wn : r.push(...Wn));
		}
		return e.f & 8388608 && (e.f ^= ie), d;
	} catch (t) {
		return er(e), cn(t);
	} finally {
		e.f ^= ne, Hn = t, Un = n, Wn = r, z = i, Bn = a, Ue(o), Ln = s, Jn = c;
	}
}
function er(e) {
	var t = e.deps, n = M?.is_fork;
	if (Hn !== null) {
		var r;
		if (n || nr(e, Un), t !== null && Un > 0) for (t.length = Un + Hn.length, r = 0; r < Hn.length; r++) t[Un + r] = Hn[r];
		else e.deps = t = Hn;
		if (pn() && e.f & 512) for (r = Un; r < t.length; r++) (t[r].reactions ??= []).push(e);
	} else !n && t !== null && Un < t.length && (nr(e, Un), t.length = Un);
	return t;
}
function tr(e, r) {
	let i = r.reactions;
	if (i !== null) {
		var a = t.call(i, e);
		if (a !== -1) {
			var o = i.length - 1;
			o === 0 ? i = r.reactions = null : (i[a] = i[o], i.pop());
		}
	}
	if (i === null && r.f & 2 && (Hn === null || !n.call(Hn, r))) {
		var s = r;
		s.f & 512 && (s.f ^= 512), s.v !== T && Qe(s), s.ac !== null && nt(() => {
			s.ac.abort(me), s.ac = null, A(s, _);
		}), mt(s), nr(s, 0);
	}
}
function nr(e, t) {
	var n = e.deps;
	if (n !== null) for (var r = t; r < n.length; r++) tr(e, n[r]);
}
function rr(e) {
	var t = e.f;
	if (!(t & 16384)) {
		A(e, g);
		var n = B;
		B = e;
		try {
			t & 16777232 ? Tn(e) : wn(e), Cn(e);
			var r = $n(e);
			e.teardown = typeof r == "function" ? r : null, e.wv = Kn;
		} finally {
			B = n;
		}
	}
}
function V(e) {
	var t = !!(e.f & 2);
	if (Pn?.add(e), z !== null && !Ln && !(B !== null && B.f & 16384) && (Bn === null || !Bn.has(e))) {
		var r = z.deps;
		if (z.f & 2097152) e.rv < qn && (e.rv = qn, Hn === null && r !== null && r[Un] === e ? Un++ : Hn === null ? Hn = [e] : Hn.push(e));
		else {
			z.deps ??= [], n.call(z.deps, e) || z.deps.push(e);
			var i = e.reactions;
			i === null ? e.reactions = [z] : n.call(i, z) || i.push(z);
		}
	}
	if (Fn && Ft.has(e)) return Ft.get(e);
	if (t) {
		var a = e;
		if (Fn) {
			var o = a.v;
			return (!(a.f & 1024) && a.reactions !== null || ar(a)) && (o = ft(a)), Ft.set(a, o), o;
		}
		var s = !(a.f & 512) && !Ln && z !== null && !!(z.f & 512), c = (a.f & x) === 0;
		Zn(a) && (s && (a.f |= 512), pt(a)), s && !c && (ht(a), ir(a));
	}
	if (vt?.has(e)) return vt.get(e);
	if (e.f & 8388608) throw e.v;
	return e.v;
}
function ir(e) {
	if (e.f |= 512, e.deps !== null) for (let r of e.deps) {
		var t = r.reactions;
		t === null ? r.reactions = [e] : n.call(t, e) || t.push(e), r.f & 2 && !(r.f & 512) && (ht(r), ir(r));
	}
}
function ar(e) {
	if (e.v === T) return !0;
	if (e.deps === null) return !1;
	for (let t of e.deps) if (Ft.has(t) || t.f & 2 && ar(t)) return !0;
	return !1;
}
function or(e) {
	var t = Ln;
	try {
		return Ln = !0, e();
	} finally {
		Ln = t;
	}
}
[.../* @__PURE__ */ "allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback".split(".")];
var sr = ["touchstart", "touchmove"];
function cr(e) {
	return sr.includes(e);
}
// node_modules/svelte/src/internal/client/dom/elements/events.js
var lr = Symbol("events"), ur = /* @__PURE__ */ new Set(), dr = /* @__PURE__ */ new Set();
function fr(e, t, n, r = {}) {
	function i(e) {
		if (r.capture || _r.call(t, e), !e.cancelBubble) return nt(() => n?.call(this, e));
	}
	return e.startsWith("pointer") || e.startsWith("touch") || e === "wheel" ? (i.__removed = !1, Ye(() => {
		i.__removed || t.addEventListener(e, i, r);
	})) : t.addEventListener(e, i, r), i;
}
function pr(e, t, n, r, i) {
	var a = {
		capture: r,
		passive: i
	}, o = fr(e, t, n, a);
	(t === document.body || t === window || t === document || t instanceof HTMLMediaElement) && mn(() => {
		o.__removed = !0, t.removeEventListener(e, o, a);
	});
}
function H(e, t, n) {
	(t[lr] ??= {})[e] = n;
}
function mr(e) {
	for (var t = 0; t < e.length; t++) ur.add(e[t]);
	for (var n of dr) n(e);
}
var hr = null, gr = !1;
function _r(e) {
	var t = this, n = t.ownerDocument, r = e.type, a = e.composedPath?.() || [], o = a[0] || e.target;
	hr = e, gr || (gr = !0, setTimeout(() => {
		gr = !1, hr = null;
	}));
	var s = 0, c = hr === e && e[lr];
	if (c) {
		var l = a.indexOf(c);
		if (l !== -1 && (t === document || t === window)) {
			e[lr] = t;
			return;
		}
		var u = a.indexOf(t);
		if (u === -1) return;
		l <= u && (s = l);
	}
	if (o = a[s] || e.target, o !== t) {
		i(e, "currentTarget", {
			configurable: !0,
			get() {
				return o || n;
			}
		});
		var d = z, f = B;
		Rn(null), zn(null);
		try {
			for (var p, m = []; o !== null && o !== t;) {
				try {
					var h = o[lr]?.[r];
					h == null || o.disabled && e.target !== o || h.call(o, e);
				} catch (e) {
					p ? m.push(e) : p = e;
				}
				if (e.cancelBubble) break;
				s++, o = s < a.length ? a[s] : null;
			}
			if (p) {
				for (let e of m) queueMicrotask(() => {
					throw e;
				});
				throw p;
			}
		} finally {
			e[lr] = t, delete e.currentTarget, Rn(d), zn(f);
		}
	}
}
// node_modules/svelte/src/internal/client/dom/reconciler.js
var vr = globalThis?.window?.trustedTypes && /* @__PURE__ */ globalThis.window.trustedTypes.createPolicy("svelte-trusted-html", { createHTML: (e) => e });
function yr(e) {
	return vr?.createHTML(e) ?? e;
}
function br(e) {
	var t = on("template");
	return t.innerHTML = yr(e.replaceAll("<!>", "<!---->")), t.content;
}
// node_modules/svelte/src/internal/client/dom/template.js
function xr(e, t) {
	var n = B;
	n.nodes === null && (n.nodes = {
		start: e,
		end: t,
		a: null,
		t: null
	});
}
/*#__NO_SIDE_EFFECTS__*/
function U(e, t) {
	var n = !!(t & 1), r = !!(t & 2), i, a = !e.startsWith("<!>");
	return () => {
		if (E) return xr(D, null), D;
		i === void 0 && (i = br(a ? e : "<!>" + e), n || (i = /* @__PURE__ */ tn(i)));
		var t = r || Xt ? document.importNode(i, !0) : i.cloneNode(!0);
		if (n) {
			var o = /* @__PURE__ */ tn(t), s = t.lastChild;
			xr(o, s);
		} else xr(t, t);
		return t;
	};
}
/*#__NO_SIDE_EFFECTS__*/
function Sr(e, t, n = "svg") {
	var r = !e.startsWith("<!>"), i = !!(t & 1), a = `<${n}>${r ? e : "<!>" + e}</${n}>`, o;
	return () => {
		if (E) return xr(D, null), D;
		if (!o) {
			var e = /* @__PURE__ */ tn(br(a));
			if (i) for (o = document.createDocumentFragment(); /* @__PURE__ */ tn(e);) o.appendChild(/* @__PURE__ */ tn(e));
			else o = /* @__PURE__ */ tn(e);
		}
		var t = o.cloneNode(!0);
		if (i) {
			var n = /* @__PURE__ */ tn(t), r = t.lastChild;
			xr(n, r);
		} else xr(t, t);
		return t;
	};
}
/*#__NO_SIDE_EFFECTS__*/
function W(e, t) {
	return /* @__PURE__ */ Sr(e, t, "svg");
}
function Cr(e = "") {
	if (!E) {
		var t = en(e + "");
		return xr(t, t), t;
	}
	var n = D;
	return n.nodeType === 3 ? sn(n) : (n.before(n = en()), Ce(n)), xr(n, n), n;
}
function wr() {
	if (E) return xr(D, null), D;
	var e = document.createDocumentFragment(), t = document.createComment(""), n = en();
	return e.append(t, n), xr(t, n), e;
}
function G(e, t) {
	if (E) {
		var n = B;
		n.f & 32768 && n.nodes.end !== null || (n.nodes.end = D), we();
	} else e !== null && e.before(t);
}
// node_modules/svelte/src/reactivity/create-subscriber.js
function Tr(e) {
	let t = 0, n = Lt(0), r;
	return () => {
		pn() && (V(n), bn(() => (t === 0 && (r = or(() => e(() => Wt(n)))), t += 1, () => {
			Ye(() => {
				--t, t === 0 && (r?.(), r = void 0, Wt(n));
			});
		})));
	};
}
// node_modules/svelte/src/internal/client/dom/blocks/boundary.js
var Er = ee | C;
function Dr(e, t, n, r) {
	new Or(e, t, n, r);
}
var Or = class {
	parent;
	is_pending = !1;
	transform_error;
	#e;
	#t = E ? D : null;
	#n;
	#r;
	#i;
	#a = null;
	#o = null;
	#s = null;
	#c = null;
	#l = 0;
	#u = 0;
	#d = !1;
	#f = /* @__PURE__ */ new Map();
	#p = null;
	#m = Tr(() => (this.#p = Lt(this.#l), () => {
		this.#p = null;
	}));
	constructor(e, t, n, r) {
		this.#e = e, this.#n = t, this.#r = (e) => {
			var t = B;
			t.b = this, t.f |= 128, n(e);
		}, this.parent = B.b, this.transform_error = r ?? this.parent?.transform_error ?? ((e) => e), this.#i = xn(() => {
			if (E) {
				let e = De(this.#t);
				we();
				let t = e === "[!";
				if (e.startsWith("[?")) {
					let t = JSON.parse(e.slice(2));
					this.#g(t);
				} else t ? this.#y() : this.#h();
			} else this.#b();
		}, Er), E && (this.#e = D);
	}
	#h() {
		try {
			this.#a = Sn(() => this.#r(this.#e));
		} catch (e) {
			this.error(e);
		}
	}
	#g(e) {
		let t = this.#n.failed, { reset: n, invoke_onerror: r } = this.#_(e);
		Ye(r), t && (this.#s = Sn(() => {
			t(this.#e, () => e, () => n);
		}));
	}
	#_(e) {
		var t = !1, n = !1;
		let r = () => {
			this.#v() || (t ? xe() : (t = !0, n && Ve(), this.#s !== null && kn(this.#s, () => {
				this.#s = null;
			}), this.#S(() => {
				this.#b();
			})));
		};
		return {
			reset: r,
			invoke_onerror: () => {
				if (!this.#v()) try {
					n = !0, this.#n.onerror?.(e, r), n = !1;
				} catch (e) {
					ln(e, this.#i && this.#i.parent);
				}
			}
		};
	}
	#v() {
		return (this.#i.f & (b | S)) !== 0;
	}
	#y() {
		let e = this.#n.pending;
		e && (this.is_pending = !0, this.#o = Sn(() => e(this.#e)), Ye(() => {
			if (!this.#v()) {
				var e = this.#c = document.createDocumentFragment(), t = en(), n = !1;
				e.append(t), this.#a = this.#S(() => {
					try {
						return Sn(() => this.#r(t));
					} catch (e) {
						try {
							this.error(e), n = !0;
						} catch (e) {
							ln(e, this.#i.parent);
						}
						return null;
					}
				}), this.#a === null ? (this.#c = null, n && this.#x(M)) : this.#u === 0 && (this.#e.before(e), this.#c = null, kn(this.#o, () => {
					this.#o = null;
				}), this.#x(M));
			}
		}));
	}
	#b() {
		try {
			if (this.is_pending = this.has_pending_snippet(), this.#u = 0, this.#l = 0, this.#a = Sn(() => {
				this.#r(this.#e);
			}), this.#u > 0) {
				var e = this.#c = document.createDocumentFragment();
				Nn(this.#a, e);
				let t = this.#n.pending;
				this.#o = Sn(() => t(this.#e));
			} else this.#x(M);
		} catch (e) {
			this.error(e);
		}
	}
	#x(e) {
		this.is_pending = !1, e.transfer_reactions(this.#f);
	}
	defer_effect(e) {
		$e(e, this.#f);
	}
	is_rendered() {
		return !this.is_pending && (!this.parent || this.parent.is_rendered());
	}
	has_pending_snippet() {
		return !!this.#n.pending;
	}
	#S(e) {
		var t = B, n = z, r = He;
		zn(this.#i), Rn(this.#i), Ue(this.#i.ctx);
		try {
			return Et.ensure(), e();
		} finally {
			zn(t), Rn(n), Ue(r);
		}
	}
	#C(e, t) {
		this.has_pending_snippet() ? (this.#u += e, this.#u === 0 && (this.#x(t), this.#o && kn(this.#o, () => {
			this.#o = null;
		}), this.#c &&= (this.#e.before(this.#c), null))) : this.parent && this.parent.#C(e, t);
	}
	update_pending_count(e, t) {
		this.#C(e, t), this.#l += e, !this.#p || this.#d || (this.#d = !0, Ye(() => {
			this.#d = !1, this.#p && Ht(this.#p, this.#l);
		}));
	}
	get_effect_pending() {
		return this.#m(), V(this.#p);
	}
	error(e) {
		if (e === ge || !this.#n.onerror && !this.#n.failed) throw e;
		M?.is_fork ? (this.#a && M.skip_effect(this.#a), this.#o && M.skip_effect(this.#o), this.#s && M.skip_effect(this.#s), M.oncommit(() => {
			this.#v() || this.#w(e);
		})) : this.#w(e);
	}
	#w(e) {
		this.#a &&= (En(this.#a), null), this.#o &&= (En(this.#o), null), this.#s &&= (En(this.#s), null), E && (Ce(this.#t), Te(), Ce(Ee()));
		let t = this.#n.failed, n = (e) => {
			if (this.#v()) return;
			let { reset: n, invoke_onerror: r } = this.#_(e);
			r(), t && !this.#v() && (this.#s = this.#S(() => {
				try {
					return Sn(() => {
						var r = B;
						r.b = this, r.f |= 128, t(this.#e, () => e, () => n);
					});
				} catch (e) {
					return ln(e, this.#i.parent), null;
				}
			}));
		};
		Ye(() => {
			if (!this.#v()) {
				var t;
				try {
					t = this.transform_error(e);
				} catch (e) {
					ln(e, this.#i && this.#i.parent);
					return;
				}
				typeof t == "object" && t && typeof t.then == "function" ? t.then(n, (e) => ln(e, this.#i && this.#i.parent)) : n(t);
			}
		});
	}
};
function K(e, t) {
	var n = t == null ? "" : typeof t == "object" ? `${t}` : t;
	n !== (e[fe] ??= e.nodeValue) && (e[fe] = n, e.nodeValue = `${n}`);
}
function kr(e, t) {
	return jr(e, t);
}
var Ar = /* @__PURE__ */ new Map();
function jr(e, { target: t, anchor: n, props: i = {}, events: a, context: o, intro: s = !0, transformError: c }) {
	$t();
	var l = void 0, u = _n(() => {
		var s = n ?? t.appendChild(en());
		Dr(s, { pending: () => {} }, (t) => {
			We({});
			var n = He;
			if (o && (n.c = o), a && (i.$$events = a), E && xr(t, null), l = e(t, i) || Ge(), E && (B.nodes.end = D, D === null || D.nodeType !== 8 || D.data !== "]")) throw ye(), ge;
			k();
		}, c);
		var u = /* @__PURE__ */ new Set(), d = (e) => {
			for (var n = 0; n < e.length; n++) {
				var r = e[n];
				if (!u.has(r)) {
					u.add(r);
					var i = cr(r);
					for (let e of [t, document]) {
						var a = Ar.get(e);
						a === void 0 && (a = /* @__PURE__ */ new Map(), Ar.set(e, a));
						var o = a.get(r);
						o === void 0 ? (e.addEventListener(r, _r, { passive: i }), a.set(r, 1)) : a.set(r, o + 1);
					}
				}
			}
		};
		return d(r(ur)), dr.add(d), () => {
			for (var e of u) for (let n of [t, document]) {
				var r = Ar.get(n), i = r.get(e);
				--i == 0 ? (n.removeEventListener(e, _r), r.delete(e), r.size === 0 && Ar.delete(n)) : r.set(e, i);
			}
			dr.delete(d), s !== n && s.parentNode?.removeChild(s);
		};
	});
	return Mr.set(l, u), l;
}
var Mr = /* @__PURE__ */ new WeakMap(), Nr = class {
	anchor;
	#e = /* @__PURE__ */ new Map();
	#t = /* @__PURE__ */ new Map();
	#n = /* @__PURE__ */ new Map();
	#r = /* @__PURE__ */ new Set();
	#i = !0;
	constructor(e, t = !0) {
		this.anchor = e, this.#i = t;
	}
	#a = (e) => {
		if (this.#e.has(e)) {
			var t = this.#e.get(e), n = this.#t.get(t);
			if (n) jn(n), this.#r.delete(t);
			else {
				var r = this.#n.get(t);
				r && (jn(r.effect), this.#t.set(t, r.effect), this.#n.delete(t), r.fragment.lastChild.remove(), this.anchor.before(r.fragment), n = r.effect);
			}
			for (let [t, n] of this.#e) {
				if (this.#e.delete(t), t === e) break;
				let r = this.#n.get(n);
				r && (En(r.effect), this.#n.delete(n));
			}
			for (let [e, r] of this.#t) {
				if (e === t || this.#r.has(e)) continue;
				let i = () => {
					if (Array.from(this.#e.values()).includes(e)) {
						var t = document.createDocumentFragment();
						Nn(r, t), t.append(en()), this.#n.set(e, {
							effect: r,
							fragment: t
						});
					} else En(r);
					this.#r.delete(e), this.#t.delete(e);
				};
				this.#i || !n ? (this.#r.add(e), kn(r, i, !1)) : i();
			}
		}
	};
	#o = (e) => {
		this.#e.delete(e);
		let t = Array.from(this.#e.values());
		for (let [e, n] of this.#n) t.includes(e) || (En(n.effect), this.#n.delete(e));
	};
	ensure(e, t) {
		var n = M, r = an();
		if (t && !this.#t.has(e) && !this.#n.has(e)) {
			if (r) {
				var i = document.createDocumentFragment(), a = en();
				i.append(a), this.#n.set(e, {
					effect: Sn(() => t(a)),
					fragment: i
				});
			} else this.#t.set(e, Sn(() => t(this.anchor)));
		}
		if (this.#e.set(n, e), r) {
			for (let [t, r] of this.#t) t === e ? n.unskip_effect(r) : n.skip_effect(r);
			for (let [t, r] of this.#n) t === e ? n.unskip_effect(r.effect) : n.skip_effect(r.effect);
			n.oncommit(this.#a), n.ondiscard(this.#o);
		} else E && (this.anchor = D), this.#a(n);
	}
}, Pr = 0, Fr = 1, Ir = 2;
function Lr(e, t, n, r, i) {
	E && we();
	var a = Ke(), o = T, s = a ? Lt(o) : /* @__PURE__ */ zt(o, !1, !1), c = a ? Lt(o) : /* @__PURE__ */ zt(o, !1, !1), l = new Nr(e);
	xn(() => {
		var a = M, o = t(), u = !1;
		let d = E && f(o) === (e.data === "[!");
		if (d && (Ce(Ee()), Se(!1)), f(o)) {
			var p = it(), m = !1;
			let e = (e) => {
				if (!u) {
					m = !0, p(!1), M === a && a.deactivate(), Et.ensure();
					try {
						e();
					} finally {
						at(!1), bt || Dt();
					}
				}
			};
			o.then((t) => {
				e(() => {
					Ht(s, t), l.ensure(Fr, r && ((e) => r(e, s)));
				});
			}, (t) => {
				e(() => {
					if (Ht(c, t), l.ensure(Ir, i && ((e) => i(e, c))), !i) throw c.v;
				});
			}), E ? l.ensure(Pr, n) : Ye(() => {
				m || e(() => {
					l.ensure(Pr, n);
				});
			});
		} else Ht(s, o), l.ensure(Fr, r && ((e) => r(e, s)));
		return d && Se(!0), () => {
			u = !0;
		};
	});
}
// node_modules/svelte/src/internal/client/dom/blocks/if.js
function q(e, t, n = !1) {
	var r;
	E && (r = D, we());
	var i = new Nr(e), a = n ? ee : 0;
	function o(e, t) {
		if (E) {
			var n = De(r);
			if (e !== parseInt(n.substring(1))) {
				var a = Ee();
				Ce(a), i.anchor = a, Se(!1), i.ensure(e, t), Se(!0);
				return;
			}
		}
		i.ensure(e, t);
	}
	xn(() => {
		var e = !1;
		t((t, n = 0) => {
			e = !0, o(n, t);
		}), e || o(-1, null);
	}, a);
}
// node_modules/svelte/src/internal/client/dom/blocks/each.js
function Rr(e, t) {
	return t;
}
function zr(e, t, n) {
	for (var i = [], a = t.length, o, s = t.length, c = 0; c < a; c++) {
		let n = t[c];
		kn(n, () => {
			if (o) {
				if (o.pending.delete(n), o.done.add(n), o.pending.size === 0) {
					var t = e.outrogroups;
					Br(e, r(o.done)), t.delete(o), t.size === 0 && (e.outrogroups = null);
				}
			} else --s;
		}, !1);
	}
	if (s === 0) {
		var l = i.length === 0 && n !== null && e.pending.size === 0;
		if (l) {
			var u = n, d = u.parentNode;
			rn(d), d.append(u), e.items.clear();
		}
		Br(e, t, !l);
	} else o = {
		pending: new Set(t),
		done: /* @__PURE__ */ new Set()
	}, (e.outrogroups ??= /* @__PURE__ */ new Set()).add(o);
}
function Br(e, t, n = !0) {
	var r;
	if (e.pending.size > 0) {
		r = /* @__PURE__ */ new Set();
		for (let t of e.pending.values()) for (let n of t) r.add(e.items.get(n).e);
	}
	for (var i = 0; i < t.length; i++) {
		var a = t[i];
		r?.has(a) ? (a.f |= w, Nn(a, document.createDocumentFragment())) : En(t[i], n);
	}
}
var Vr;
function J(t, n, i, a, o, s = null) {
	var c = t, l = /* @__PURE__ */ new Map();
	if (n & 4) {
		var u = t;
		c = E ? Ce(/* @__PURE__ */ tn(u)) : u.appendChild(en());
	}
	E && we();
	var d = null, f = /* @__PURE__ */ ut(() => {
		var t = i();
		return e(t) ? t : t == null ? [] : r(t);
	}), p = /* @__PURE__ */ new Map(), m = !0;
	function h(e) {
		if (!(_.effect.f & 16384)) {
			_.pending.delete(e);
			var t = V(f);
			_.fallback = d, Ur(_, t, c, n, a), d !== null && (t.length === 0 ? d.f & 33554432 ? (d.f ^= w, Gr(d, null, c)) : jn(d) : kn(d, () => {
				d = null;
			}));
		}
	}
	function g(e) {
		_.pending.delete(e);
	}
	var _ = {
		effect: xn(() => {
			var e = V(f), t = e.length;
			let r = !1;
			E && De(c) === "[!" != (t === 0) && (c = Ee(), Ce(c), Se(!1), r = !0);
			for (var u = /* @__PURE__ */ new Set(), _ = M, v = an(), y = 0; y < t; y += 1) {
				E && D.nodeType === 8 && D.data === "]" && (c = D, r = !0, Se(!1));
				var b = e[y], x = a(b, y), S = m ? null : l.get(x);
				S ? (S.v && Ht(S.v, b), S.i && Ht(S.i, y), v && _.unskip_effect(S.e)) : (S = Wr(l, m ? c : Vr ??= en(), b, x, y, o, n, i), m || (S.e.f |= w), l.set(x, S)), u.add(x);
			}
			if (t === 0 && s && !d && (m ? d = Sn(() => s(c)) : (d = Sn(() => s(Vr ??= en())), d.f |= w)), t > u.size && Me("", "", ""), E && t > 0 && Ce(Ee()), !m) {
				if (p.set(_, u), v) {
					for (let [e, t] of l) u.has(e) || _.skip_effect(t.e);
					_.oncommit(h), _.ondiscard(g);
				} else h(_);
			}
			r && Se(!0), V(f);
		}),
		flags: n,
		items: l,
		pending: p,
		outrogroups: null,
		fallback: d
	};
	m = !1, E && (c = D);
}
function Hr(e) {
	for (; e !== null && !(e.f & 32);) e = e.next;
	return e;
}
function Ur(e, t, n, i, a) {
	var o = !!(i & 8), s = t.length, c = e.items, l = Hr(e.effect.first), u, d = null, f, p = [], m = [], h, g, _, v;
	if (o) for (v = 0; v < s; v += 1) h = t[v], g = a(h, v), _ = c.get(g).e, _.f & 33554432 || (_.nodes?.a?.measure(), (f ??= /* @__PURE__ */ new Set()).add(_));
	for (v = 0; v < s; v += 1) {
		if (h = t[v], g = a(h, v), _ = c.get(g).e, e.outrogroups !== null) for (let t of e.outrogroups) t.pending.delete(_), t.done.delete(_);
		if (_.f & 8192 && (jn(_), o && (_.nodes?.a?.unfix(), (f ??= /* @__PURE__ */ new Set()).delete(_))), _.f & 33554432) {
			if (_.f ^= w, _ === l) Gr(_, null, n);
			else {
				var y = d ? d.next : l;
				_ === e.effect.last && (e.effect.last = _.prev), _.prev && (_.prev.next = _.next), _.next && (_.next.prev = _.prev), Kr(e, d, _), Kr(e, _, y), Gr(_, y, n), d = _, p = [], m = [], l = Hr(d.next);
				continue;
			}
		}
		if (_ !== l) {
			if (u !== void 0 && u.has(_)) {
				if (p.length < m.length) {
					var b = m[0], x;
					d = b.prev;
					var S = p[0], ee = p[p.length - 1];
					for (x = 0; x < p.length; x += 1) Gr(p[x], b, n);
					for (x = 0; x < m.length; x += 1) u.delete(m[x]);
					Kr(e, S.prev, ee.next), Kr(e, d, S), Kr(e, ee, b), l = b, d = ee, --v, p = [], m = [];
				} else u.delete(_), Gr(_, l, n), Kr(e, _.prev, _.next), Kr(e, _, d === null ? e.effect.first : d.next), Kr(e, d, _), d = _;
				continue;
			}
			for (p = [], m = []; l !== null && l !== _;) (u ??= /* @__PURE__ */ new Set()).add(l), m.push(l), l = Hr(l.next);
			if (l === null) continue;
		}
		_.f & 33554432 || p.push(_), d = _, l = Hr(_.next);
	}
	if (e.outrogroups !== null) {
		for (let t of e.outrogroups) t.pending.size === 0 && (Br(e, r(t.done)), e.outrogroups?.delete(t));
		e.outrogroups.size === 0 && (e.outrogroups = null);
	}
	if (l !== null || u !== void 0) {
		var C = [];
		if (u !== void 0) for (_ of u) _.f & 8192 || C.push(_);
		for (; l !== null;) !(l.f & 8192) && l !== e.fallback && C.push(l), l = Hr(l.next);
		var te = C.length;
		if (te > 0) {
			var ne = i & 4 && s === 0 ? n : null;
			if (o) {
				for (v = 0; v < te; v += 1) C[v].nodes?.a?.measure();
				for (v = 0; v < te; v += 1) C[v].nodes?.a?.fix();
			}
			zr(e, C, ne);
		}
	}
	o && Ye(() => {
		if (f !== void 0) for (_ of f) _.nodes?.a?.apply();
	});
}
function Wr(e, t, n, r, i, a, o, s) {
	var c = o & 1 ? o & 16 ? Lt(n) : /* @__PURE__ */ zt(n, !1, !1) : null, l = o & 2 ? Lt(i) : null;
	return {
		v: c,
		i: l,
		e: Sn(() => (a(t, c ?? n, l ?? i, s), () => {
			e.delete(r);
		}))
	};
}
function Gr(e, t, n) {
	if (e.nodes) for (var r = e.nodes.start, i = e.nodes.end, a = t && !(t.f & 33554432) ? t.nodes.start : n; r !== null;) {
		var o = /* @__PURE__ */ nn(r);
		if (a.before(r), r === i) return;
		r = o;
	}
}
function Kr(e, t, n) {
	t === null ? e.effect.first = n : t.next = n, n === null ? e.effect.last = t : n.prev = t;
}
// node_modules/svelte/src/internal/client/dom/blocks/snippet.js
function qr(e, t, ...n) {
	var r = new Nr(e);
	xn(() => {
		let e = t() ?? null;
		r.ensure(e, e && ((t) => e(t, ...n)));
	}, ee);
}
// node_modules/clsx/dist/clsx.mjs
function Jr(e) {
	var t, n, r = "";
	if (typeof e == "string" || typeof e == "number") r += e;
	else if (typeof e == "object") {
		if (Array.isArray(e)) {
			var i = e.length;
			for (t = 0; t < i; t++) e[t] && (n = Jr(e[t])) && (r && (r += " "), r += n);
		} else for (n in e) e[n] && (r && (r += " "), r += n);
	}
	return r;
}
function Yr() {
	for (var e, t, n = 0, r = "", i = arguments.length; n < i; n++) (e = arguments[n]) && (t = Jr(e)) && (r && (r += " "), r += t);
	return r;
}
// node_modules/svelte/src/internal/shared/attributes.js
function Xr(e) {
	return typeof e == "object" ? Yr(e) : e ?? "";
}
var Zr = [..." 	\n\r\f\xA0\v﻿"];
function Qr(e, t, n) {
	var r = e == null ? "" : "" + e;
	if (t && (r = r ? r + " " + t : t), n) {
		for (var i of Object.keys(n)) if (n[i]) r = r ? r + " " + i : i;
		else if (r.length) for (var a = i.length, o = 0; (o = r.indexOf(i, o)) >= 0;) {
			var s = o + a;
			(o === 0 || Zr.includes(r[o - 1])) && (s === r.length || Zr.includes(r[s])) ? r = (o === 0 ? "" : r.substring(0, o)) + r.substring(s + 1) : o = s;
		}
	}
	return r === "" ? null : r;
}
function $r(e, t = !1) {
	var n = t ? " !important;" : ";", r = "";
	for (var i of Object.keys(e)) {
		var a = e[i];
		a != null && a !== "" && (r += " " + i + ": " + a + n);
	}
	return r;
}
function ei(e) {
	return e[0] !== "-" || e[1] !== "-" ? e.toLowerCase() : e;
}
function ti(e, t) {
	if (t) {
		var n = "", r, i;
		if (Array.isArray(t) ? (r = t[0], i = t[1]) : r = t, e) {
			e = String(e).replaceAll(/\/\*.*?\*\//g, "").trim();
			var a = !1, o = 0, s = !1, c = [];
			r && c.push(...Object.keys(r).map(ei)), i && c.push(...Object.keys(i).map(ei));
			var l = 0, u = -1;
			let t = e.length;
			for (var d = 0; d < t; d++) {
				var f = e[d];
				if (s ? f === "/" && e[d - 1] === "*" && (s = !1) : a ? a === f && (a = !1) : f === "/" && e[d + 1] === "*" ? s = !0 : f === "\"" || f === "'" ? a = f : f === "(" ? o++ : f === ")" && o--, !s && a === !1 && o === 0) {
					if (f === ":" && u === -1) u = d;
					else if (f === ";" || d === t - 1) {
						if (u !== -1) {
							var p = ei(e.substring(l, u).trim());
							if (!c.includes(p)) {
								f !== ";" && d++;
								var m = e.substring(l, d).trim();
								n += " " + m + ";";
							}
						}
						l = d + 1, u = -1;
					}
				}
			}
		}
		return r && (n += $r(r)), i && (n += $r(i, !0)), n = n.trim(), n === "" ? null : n;
	}
	return e == null ? null : String(e);
}
// node_modules/svelte/src/internal/client/dom/elements/class.js
function ni(e, t, n, r, i, a) {
	var o = e[ue];
	if (E || o !== n || o === void 0) {
		var s = Qr(n, r, a);
		E && s === e.getAttribute("class") || (s == null ? e.removeAttribute("class") : t ? e.className = s : e.setAttribute("class", s)), e[ue] = n;
	} else if (a && i !== a) for (var c in a) {
		var l = !!a[c];
		(i == null || l !== !!i[c]) && e.classList.toggle(c, l);
	}
	return a;
}
// node_modules/svelte/src/internal/client/dom/elements/style.js
function ri(e, t = {}, n, r) {
	for (var i in n) {
		var a = n[i];
		t[i] !== a && (n[i] == null ? e.style.removeProperty(i) : e.style.setProperty(i, a, r));
	}
}
function ii(e, t, n, r) {
	var i = e[de];
	if (E || i !== t) {
		var a = ti(t, r);
		E && a === e.getAttribute("style") || (a == null ? e.removeAttribute("style") : e.style.cssText = a), e[de] = t;
	} else r && (Array.isArray(r) ? (ri(e, n?.[0], r[0]), ri(e, n?.[1], r[1], "important")) : ri(e, n, r));
	return r;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/select.js
function ai(e, t) {
	t ? e.hasAttribute("selected") || e.setAttribute("selected", "") : e.removeAttribute("selected");
}
function oi(t, n) {
	var r = t.__defaultValue, i = t.multiple, a = i ? r ?? [] : null;
	if (!i || e(a)) {
		var o = t.selectedIndex, s = n && i ? new Set(t.selectedOptions) : null;
		for (var c of t.options) {
			var l = li(c);
			ai(c, i ? a.includes(l) : Jt(l, r));
		}
		if (n) {
			if (s !== null) for (c of t.options) {
				var u = s.has(c);
				c.selected !== u && (c.selected = u);
			}
			else t.selectedIndex !== o && (t.selectedIndex = o);
		}
	}
}
function si(t, n, r = !1) {
	if (t.multiple) {
		if (n == null) return;
		if (!e(n)) return be();
		for (var i of t.options) i.selected = n.includes(li(i));
	} else {
		for (i of t.options) if (Jt(li(i), n)) {
			i.selected = !0;
			return;
		}
		r && n === void 0 || (t.selectedIndex = -1);
	}
}
function ci(e) {
	var t = new MutationObserver((t) => {
		t.every(ui) || ("__defaultValue" in e && oi(e, !1), "__value" in e && si(e, e.__value));
	});
	t.observe(e, {
		childList: !0,
		subtree: !0,
		attributes: !0,
		attributeFilter: ["value"]
	}), mn(() => {
		t.disconnect();
	});
}
function li(e) {
	return "__value" in e ? e.__value : e.value;
}
function ui(e) {
	if (e.target.closest("selectedcontent") !== null) return !0;
	if (e.type === "childList") {
		var t = [...e.addedNodes, ...e.removedNodes];
		return t.length > 0 && t.every((e) => e.nodeName === "SELECTEDCONTENT");
	}
	return !1;
}
// node_modules/svelte/src/internal/client/dom/elements/attributes.js
var di = Symbol("is custom element"), fi = Symbol("is html"), pi = he ? "link" : "LINK", mi = he ? "progress" : "PROGRESS";
function hi(e) {
	if (E) {
		var t = !1, n = () => {
			if (!t) {
				if (t = !0, e.hasAttribute("value")) {
					var n = e.value;
					Y(e, "value", null), e.value = n;
				}
				if (e.hasAttribute("checked")) {
					var r = e.checked;
					Y(e, "checked", null), e.checked = r;
				}
			}
		};
		e[pe] = n, Ye(n), tt();
	}
}
function gi(e, t) {
	var n = vi(e);
	n.value !== (n.value = t ?? void 0) && (e.value !== t || t === 0 && e.nodeName === mi) && (e.value = t ?? "");
}
function _i(e, t) {
	var n = vi(e);
	n.checked !== (n.checked = t ?? void 0) && (e.checked = t);
}
function Y(e, t, n, r) {
	var i = vi(e);
	if (!(E && (i[t] = e.getAttribute(t), t === "src" || t === "srcset" || t === "href" && e.nodeName === pi))) {
		var a = i[t];
		a !== (i[t] = n) && (t === "loading" && (e[ce] = n), n == null ? e.removeAttribute(t) : typeof n != "string" && bi(e).has(t) ? e[t] = n : (!E || typeof n != "number" && typeof n != "boolean" || a !== String(n)) && e.setAttribute(t, n));
	}
}
function vi(e) {
	return e[le] ??= {
		[di]: e.nodeName.includes("-"),
		[fi]: e.namespaceURI === _e
	};
}
var yi = /* @__PURE__ */ new Map();
function bi(e) {
	var t = e.getAttribute("is") || e.nodeName, n = yi.get(t);
	if (n) return n;
	yi.set(t, n = /* @__PURE__ */ new Set());
	for (var r, i = e, a = Element.prototype; a !== i;) {
		for (var s in r = o(i), r) r[s].set && s !== "innerHTML" && s !== "textContent" && s !== "innerText" && n.add(s);
		i = l(i);
	}
	return n;
}
var xi = /* @__PURE__ */ new class e {
	#e = /* @__PURE__ */ new WeakMap();
	#t;
	#n;
	static entries = /* @__PURE__ */ new WeakMap();
	constructor(e) {
		this.#n = e;
	}
	observe(e, t) {
		var n = this.#e.get(e) || /* @__PURE__ */ new Set();
		return n.add(t), this.#e.set(e, n), this.#r().observe(e, this.#n), () => {
			var n = this.#e.get(e);
			n.delete(t), n.size === 0 && (this.#e.delete(e), this.#t.unobserve(e));
		};
	}
	#r() {
		return this.#t ??= new ResizeObserver((t) => {
			for (var n of t) {
				e.entries.set(n.target, n);
				for (var r of this.#e.get(n.target) || []) r(n);
			}
		});
	}
}({ box: "border-box" });
function Si(e, t, n) {
	var r = xi.observe(e, () => n(e[t]));
	vn(() => (or(() => n(e[t])), r));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/this.js
function Ci(e, t) {
	return e === t || e?.[ae] === t;
}
function wi(e = Ge(), t, n, r) {
	var i = He.r, a = B;
	return vn(() => {
		var o, s;
		return bn(() => {
			o = s, s = r?.() || [], or(() => {
				Ci(n(...s), e) || (t(e, ...s), o && Ci(n(...o), e) && t(null, ...o));
			});
		}), () => {
			let r = a;
			for (; r !== i && r.parent !== null && r.parent.f & 33554432;) r = r.parent;
			let o = () => {
				s && Ci(n(...s), e) && t(null, ...s);
			}, c = r.teardown;
			r.teardown = () => {
				o(), c?.();
			};
		};
	}), e;
}
// node_modules/svelte/src/internal/client/reactivity/store.js
var Ti = !1;
function Ei(e) {
	var t = Ti;
	try {
		return Ti = !1, [e(), Ti];
	} finally {
		Ti = t;
	}
}
// node_modules/svelte/src/internal/client/reactivity/props.js
function Di(e, t, n, r) {
	var i = !0, o = !!(n & 8), s = !!(n & 16), c = r, l = !0, u = void 0, d = () => s && i ? (u ??= /* @__PURE__ */ st(r), V(u)) : (l && (l = !1, c = s ? or(r) : r), c);
	let f;
	if (o) {
		var p = ae in e || se in e;
		f = a(e, t)?.set ?? (p && t in e ? (n) => e[t] = n : void 0);
	}
	var m, h = !1;
	o ? [m, h] = Ei(() => e[t]) : m = e[t], m === void 0 && r !== void 0 && (m = d(), f && (i && Le(t), f(m)));
	var g = i ? () => {
		var n = e[t];
		return n === void 0 ? d() : (l = !0, n);
	} : () => {
		var n = e[t];
		return n !== void 0 && (c = void 0), n === void 0 ? c : n;
	};
	if (i && !(n & 4)) return g;
	if (f) {
		var _ = e.$$legacy;
		return (function(e, t) {
			return arguments.length > 0 ? ((!i || !t || _ || h) && f(t ? g() : e), e) : g();
		});
	}
	var v = !1, y = (n & 1 ? st : ut)(() => (v = !1, g()));
	o && V(y);
	var b = B;
	return (function(e, t) {
		if (arguments.length > 0) {
			let n = t ? V(y) : i && o ? Kt(e) : e;
			return N(y, n), v = !0, c !== void 0 && (c = n), e;
		}
		return Fn && v || b.f & 16384 ? y.v : V(y);
	});
}
// node_modules/svelte/src/internal/disclose-version.js
typeof window < "u" && ((window.__svelte ??= {}).v ??= /* @__PURE__ */ new Set()).add("5");
// src/look/number.ts
var Oi = /* @__PURE__ */ new Set([
	"area_fraction",
	"share",
	"signed_share",
	"positive_share",
	"top_share"
]), ki = /* @__PURE__ */ new Set(["mean", "abs_mean"]);
function Ai(e, t) {
	let n = Oi.has(e);
	return (n ? 1 : 2) + +(t !== 0 && Math.abs(t) < .095 / (n ? 100 : 1));
}
function X(e, t, n = !1) {
	if (t == null) return "–";
	if (ki.has(e)) return Mi(t, n) + Ni(t);
	let r = Oi.has(e), i = Math.abs(r ? 100 * t : t).toFixed(Ai(e, t));
	return (Number(i) === 0 ? "" : Mi(t, n)) + i + (r ? " %" : "");
}
function ji(e, t, n, r = !1) {
	if (t == null || n == null) return "";
	let i = Oi.has(e), a = X(e, t, r);
	return `${i ? a.replace(" %", "") : a} to ${X(e, n, r)}`;
}
function Mi(e, t) {
	return e < 0 ? "−" : t && e > 0 ? "+" : "";
}
function Ni(e) {
	let [t = "", n = ""] = Math.abs(e).toExponential(1).split("e");
	return n === "+0" ? t : `${t}e${n.replace("-", "−").replace("+", "")}`;
}
function Z(e) {
	return e.toLocaleString("en-GB");
}
function Pi(e) {
	return `${Z(e)} ${e === 1 ? "image" : "images"}`;
}
function Fi(e) {
	return e.replaceAll("_", " ");
}
function Ii(e) {
	return e.split(":")[0] ?? e;
}
// src/pages/About.svelte
var Li = /* @__PURE__ */ U("<dt class=\"svelte-gf7t7t\"> </dt> <dd class=\"svelte-gf7t7t\"> </dd>", 1), Ri = /* @__PURE__ */ U("<h2> </h2> <dl class=\"svelte-gf7t7t\"></dl>", 1), zi = /* @__PURE__ */ U("<p><b> </b>, to keep this file small: of each cell the highest,\n    the lowest and the most typical were kept first. All numbers are of all images.</p>"), Bi = /* @__PURE__ */ U("<li class=\"svelte-gf7t7t\"> </li>"), Vi = /* @__PURE__ */ U("<ul class=\"svelte-gf7t7t\"><!> <li class=\"svelte-gf7t7t\">Attribution is what a method says of a model. Only where removing a part changes the prediction too does partwise\n      speak of reliance.</li></ul>"), Hi = /* @__PURE__ */ U("<p>None.</p>"), Ui = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td> </td><td> </td></tr>"), Wi = /* @__PURE__ */ U("<p class=\"soft small\"> </p> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">image</th><th scope=\"col\">error</th><th scope=\"col\">what was wrong</th></tr></thead><tbody></tbody></table></div>", 1), Gi = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td> </td><td class=\"number\"> </td><td> </td><td class=\"number\"> </td></tr>"), Ki = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td> </td><td> </td><td class=\"number\"> </td></tr>"), qi = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><td><code> </code></td><td> </td></tr>"), Ji = /* @__PURE__ */ U("<h1>About this run</h1> <p class=\"soft\"> <!></p> <!> <h2>What this cannot say</h2> <!> <h2>Images that failed</h2> <!> <h2>Maps</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">method</th><th scope=\"col\">target</th><th scope=\"col\" class=\"number\">maps</th><th scope=\"col\">own grid</th><th scope=\"col\" class=\"number\">sum misses by (median)</th></tr></thead><tbody></tbody></table></div> <h2>Parts</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">part</th><th scope=\"col\">role</th><th scope=\"col\">part of</th><th scope=\"col\" class=\"number\">images</th></tr></thead><tbody></tbody></table></div> <h2>Measures</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\">formula</th><th scope=\"col\">says</th></tr></thead><tbody></tbody></table></div> <!> <!> <!>", 1);
function Yi(e, t) {
	We(t, !0);
	let n = (e, t = d, n = d) => {
		var i = Ri(), a = F(i), o = I(a, !0), s = L(a, 2);
		J(s, 21, n, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ j(() => h(V(t), 2));
			let i = () => V(n)[0], a = () => V(n)[1];
			var o = Li(), s = F(o), c = I(s, !0), l = I(L(s, 2), !0);
			R((e, t) => {
				K(c, e), K(l, t);
			}, [() => i().replaceAll("_", " "), () => r(a())]), G(e, o);
		}), O(s), R(() => K(o, t())), G(e, i);
	};
	function r(e) {
		return e == null ? "–" : typeof e == "string" ? e : Array.isArray(e) && e.every((e) => typeof e != "object") ? e.join(", ") || "none" : JSON.stringify(e, null, 1);
	}
	let i = /* @__PURE__ */ j(() => Object.entries(t.overview.facts.versions ?? {})), a = /* @__PURE__ */ j(() => Object.entries(t.overview.facts).filter(([e]) => e !== "versions"));
	var o = Ji(), s = L(F(o), 2), c = P(s), l = L(c), u = (e) => {
		var n = Cr();
		R((e) => K(n, `Only rows where ${e ?? ""}.`), [() => t.overview.conditions.join(" and ")]), G(e, n);
	};
	q(l, (e) => {
		t.overview.conditions.length && e(u);
	}), O(s);
	var f = L(s, 2), p = (e) => {
		var n = zi(), r = I(P(n));
		Te(), O(n), R((e) => K(r, `${e ?? ""} have no picture here`), [() => Pi(t.overview.pictures_left_out)]), G(e, n);
	};
	q(f, (e) => {
		t.overview.pictures_left_out && e(p);
	});
	var m = L(f, 4);
	Lr(m, () => t.source.findings(), null, (e, t) => {
		var n = Vi();
		J(P(n), 16, () => V(t).limits, (e) => e, (e, t) => {
			var n = Bi(), r = I(n, !0);
			R(() => K(r, t)), G(e, n);
		}), Te(2), O(n), G(e, n);
	});
	var g = L(m, 4), _ = (e) => {
		G(e, Hi());
	}, v = (e) => {
		var n = Wi(), r = F(n), i = I(r), a = L(r, 2), o = P(a), s = L(P(o));
		J(s, 21, () => t.overview.errors, (e) => e.image_id, (e, t) => {
			var n = Ui(), r = P(n), i = I(r, !0), a = L(r), o = I(a, !0), s = I(L(a), !0);
			O(n), R(() => {
				K(i, V(t).image_id), K(o, V(t).error), K(s, V(t).message);
			}), G(e, n);
		}), O(s), O(o), O(a), R((e, t) => K(i, `${e ?? ""}${t ?? ""}`), [() => Pi(t.overview.failed), () => t.overview.failed > t.overview.errors.length ? `, of which the first ${Z(t.overview.errors.length)}` : ""]), G(e, n);
	};
	q(g, (e) => {
		t.overview.failed === 0 ? e(_) : e(v, -1);
	});
	var y = L(g, 4), b = P(y), x = L(P(b));
	J(x, 21, () => t.overview.maps, Rr, (e, t) => {
		var n = Gi(), r = P(n), i = I(r, !0), a = L(r), o = I(a, !0), s = L(a), c = I(s, !0), l = L(s), u = I(l, !0), d = I(L(l), !0);
		O(n), R((e, n) => {
			K(i, V(t).method), K(o, V(t).target_kind ?? "–"), K(c, e), K(u, V(t).native_height ? `${V(t).native_height} × ${V(t).native_width}` : "every pixel"), K(d, n);
		}, [() => Z(Number(V(t).maps)), () => X("share", V(t).completeness_relative)]), G(e, n);
	}), O(x), O(b), O(y);
	var S = L(y, 4), ee = P(S), C = L(P(ee));
	J(C, 21, () => t.overview.segments, (e) => e.segment, (e, t) => {
		var n = Ki(), r = P(n), i = I(r, !0), a = L(r), o = I(a, !0), s = L(a), c = I(s, !0), l = I(L(s), !0);
		O(n), R((e) => {
			K(i, V(t).segment), K(o, V(t).role ?? "–"), K(c, V(t).parent ?? "–"), K(l, e);
		}, [() => Z(V(t).images)]), G(e, n);
	}), O(C), O(ee), O(S);
	var te = L(S, 4), w = P(te), ne = L(P(w));
	J(ne, 21, () => t.overview.measures, (e) => e.name, (e, t) => {
		var n = qi(), r = P(n), i = I(r, !0), a = L(r), o = I(P(a), !0);
		O(a);
		var s = I(L(a), !0);
		O(n), R(() => {
			K(i, V(t).name), K(o, V(t).formula), K(s, V(t).says);
		}), G(e, n);
	}), O(ne), O(w), O(te);
	var re = L(te, 2);
	{
		let e = /* @__PURE__ */ j(() => Object.entries(t.overview.parameters));
		n(re, () => "Parameters", () => V(e));
	}
	var ie = L(re, 2);
	n(ie, () => "Versions", () => V(i)), n(L(ie, 2), () => "Facts", () => V(a)), R((e, n) => K(c, `${e ?? ""}, ${n ?? ""} rows, run ${t.overview.run_id ?? ""}, schema ${t.overview.schema_version ?? ""};
  shown by partwise ${t.overview.partwise ?? ""}. `), [() => Pi(t.overview.images), () => Z(t.overview.rows)]), G(e, o), k();
}
// node_modules/d3-array/dist/d3-array.mjs
function Xi(e, t) {
	return e == null || t == null ? NaN : e < t ? -1 : e > t ? 1 : e >= t ? 0 : NaN;
}
function Zi(e, t) {
	return e == null || t == null ? NaN : t < e ? -1 : t > e ? 1 : t >= e ? 0 : NaN;
}
function Qi(e) {
	let t, n, r;
	e.length === 2 ? (t = e === Xi || e === Zi ? e : $i, n = e, r = e) : (t = Xi, n = (t, n) => Xi(e(t), n), r = (t, n) => e(t) - n);
	function i(e, r, i = 0, a = e.length) {
		if (i < a) {
			if (t(r, r) !== 0) return a;
			do {
				let t = i + a >>> 1;
				n(e[t], r) < 0 ? i = t + 1 : a = t;
			} while (i < a);
		}
		return i;
	}
	function a(e, r, i = 0, a = e.length) {
		if (i < a) {
			if (t(r, r) !== 0) return a;
			do {
				let t = i + a >>> 1;
				n(e[t], r) <= 0 ? i = t + 1 : a = t;
			} while (i < a);
		}
		return i;
	}
	function o(e, t, n = 0, a = e.length) {
		let o = i(e, t, n, a - 1);
		return o > n && r(e[o - 1], t) > -r(e[o], t) ? o - 1 : o;
	}
	return {
		left: i,
		center: o,
		right: a
	};
}
function $i() {
	return 0;
}
function ea(e) {
	return e === null ? NaN : +e;
}
var ta = Qi(Xi), na = ta.right;
ta.left, Qi(ea).center, Array.prototype.slice;
var ra = Math.sqrt(50), ia = Math.sqrt(10), aa = Math.sqrt(2);
function oa(e, t, n) {
	let r = (t - e) / Math.max(0, n), i = Math.floor(Math.log10(r)), a = r / 10 ** i, o = a >= ra ? 10 : a >= ia ? 5 : a >= aa ? 2 : 1, s, c, l;
	return i < 0 ? (l = 10 ** -i / o, s = Math.round(e * l), c = Math.round(t * l), s / l < e && ++s, c / l > t && --c, l = -l) : (l = 10 ** i * o, s = Math.round(e / l), c = Math.round(t / l), s * l < e && ++s, c * l > t && --c), c < s && .5 <= n && n < 2 ? oa(e, t, n * 2) : [
		s,
		c,
		l
	];
}
function sa(e, t, n) {
	if (t = +t, e = +e, n = +n, !(n > 0)) return [];
	if (e === t) return [e];
	let r = t < e, [i, a, o] = r ? oa(t, e, n) : oa(e, t, n);
	if (!(a >= i)) return [];
	let s = a - i + 1, c = Array(s);
	if (r) {
		if (o < 0) for (let e = 0; e < s; ++e) c[e] = (a - e) / -o;
		else for (let e = 0; e < s; ++e) c[e] = (a - e) * o;
	} else if (o < 0) for (let e = 0; e < s; ++e) c[e] = (i + e) / -o;
	else for (let e = 0; e < s; ++e) c[e] = (i + e) * o;
	return c;
}
function ca(e, t, n) {
	return t = +t, e = +e, n = +n, oa(e, t, n)[2];
}
function la(e, t, n) {
	t = +t, e = +e, n = +n;
	let r = t < e, i = r ? ca(t, e, n) : ca(e, t, n);
	return (r ? -1 : 1) * (i < 0 ? 1 / -i : i);
}
// node_modules/d3-color/dist/d3-color.mjs
function ua(e, t, n) {
	e.prototype = t.prototype = n, n.constructor = e;
}
function da(e, t) {
	var n = Object.create(e.prototype);
	for (var r in t) n[r] = t[r];
	return n;
}
function fa() {}
var pa = .7, ma = 1 / pa, ha = "\\s*([+-]?\\d+)\\s*", ga = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*", _a = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*", va = /^#([0-9a-f]{3,8})$/, ya = RegExp(`^rgb\\(${ha},${ha},${ha}\\)$`), ba = RegExp(`^rgb\\(${_a},${_a},${_a}\\)$`), xa = RegExp(`^rgba\\(${ha},${ha},${ha},${ga}\\)$`), Sa = RegExp(`^rgba\\(${_a},${_a},${_a},${ga}\\)$`), Ca = RegExp(`^hsl\\(${ga},${_a},${_a}\\)$`), wa = RegExp(`^hsla\\(${ga},${_a},${_a},${ga}\\)$`), Ta = {
	aliceblue: 15792383,
	antiquewhite: 16444375,
	aqua: 65535,
	aquamarine: 8388564,
	azure: 15794175,
	beige: 16119260,
	bisque: 16770244,
	black: 0,
	blanchedalmond: 16772045,
	blue: 255,
	blueviolet: 9055202,
	brown: 10824234,
	burlywood: 14596231,
	cadetblue: 6266528,
	chartreuse: 8388352,
	chocolate: 13789470,
	coral: 16744272,
	cornflowerblue: 6591981,
	cornsilk: 16775388,
	crimson: 14423100,
	cyan: 65535,
	darkblue: 139,
	darkcyan: 35723,
	darkgoldenrod: 12092939,
	darkgray: 11119017,
	darkgreen: 25600,
	darkgrey: 11119017,
	darkkhaki: 12433259,
	darkmagenta: 9109643,
	darkolivegreen: 5597999,
	darkorange: 16747520,
	darkorchid: 10040012,
	darkred: 9109504,
	darksalmon: 15308410,
	darkseagreen: 9419919,
	darkslateblue: 4734347,
	darkslategray: 3100495,
	darkslategrey: 3100495,
	darkturquoise: 52945,
	darkviolet: 9699539,
	deeppink: 16716947,
	deepskyblue: 49151,
	dimgray: 6908265,
	dimgrey: 6908265,
	dodgerblue: 2003199,
	firebrick: 11674146,
	floralwhite: 16775920,
	forestgreen: 2263842,
	fuchsia: 16711935,
	gainsboro: 14474460,
	ghostwhite: 16316671,
	gold: 16766720,
	goldenrod: 14329120,
	gray: 8421504,
	green: 32768,
	greenyellow: 11403055,
	grey: 8421504,
	honeydew: 15794160,
	hotpink: 16738740,
	indianred: 13458524,
	indigo: 4915330,
	ivory: 16777200,
	khaki: 15787660,
	lavender: 15132410,
	lavenderblush: 16773365,
	lawngreen: 8190976,
	lemonchiffon: 16775885,
	lightblue: 11393254,
	lightcoral: 15761536,
	lightcyan: 14745599,
	lightgoldenrodyellow: 16448210,
	lightgray: 13882323,
	lightgreen: 9498256,
	lightgrey: 13882323,
	lightpink: 16758465,
	lightsalmon: 16752762,
	lightseagreen: 2142890,
	lightskyblue: 8900346,
	lightslategray: 7833753,
	lightslategrey: 7833753,
	lightsteelblue: 11584734,
	lightyellow: 16777184,
	lime: 65280,
	limegreen: 3329330,
	linen: 16445670,
	magenta: 16711935,
	maroon: 8388608,
	mediumaquamarine: 6737322,
	mediumblue: 205,
	mediumorchid: 12211667,
	mediumpurple: 9662683,
	mediumseagreen: 3978097,
	mediumslateblue: 8087790,
	mediumspringgreen: 64154,
	mediumturquoise: 4772300,
	mediumvioletred: 13047173,
	midnightblue: 1644912,
	mintcream: 16121850,
	mistyrose: 16770273,
	moccasin: 16770229,
	navajowhite: 16768685,
	navy: 128,
	oldlace: 16643558,
	olive: 8421376,
	olivedrab: 7048739,
	orange: 16753920,
	orangered: 16729344,
	orchid: 14315734,
	palegoldenrod: 15657130,
	palegreen: 10025880,
	paleturquoise: 11529966,
	palevioletred: 14381203,
	papayawhip: 16773077,
	peachpuff: 16767673,
	peru: 13468991,
	pink: 16761035,
	plum: 14524637,
	powderblue: 11591910,
	purple: 8388736,
	rebeccapurple: 6697881,
	red: 16711680,
	rosybrown: 12357519,
	royalblue: 4286945,
	saddlebrown: 9127187,
	salmon: 16416882,
	sandybrown: 16032864,
	seagreen: 3050327,
	seashell: 16774638,
	sienna: 10506797,
	silver: 12632256,
	skyblue: 8900331,
	slateblue: 6970061,
	slategray: 7372944,
	slategrey: 7372944,
	snow: 16775930,
	springgreen: 65407,
	steelblue: 4620980,
	tan: 13808780,
	teal: 32896,
	thistle: 14204888,
	tomato: 16737095,
	turquoise: 4251856,
	violet: 15631086,
	wheat: 16113331,
	white: 16777215,
	whitesmoke: 16119285,
	yellow: 16776960,
	yellowgreen: 10145074
};
ua(fa, Aa, {
	copy(e) {
		return Object.assign(new this.constructor(), this, e);
	},
	displayable() {
		return this.rgb().displayable();
	},
	hex: Ea,
	formatHex: Ea,
	formatHex8: Da,
	formatHsl: Oa,
	formatRgb: ka,
	toString: ka
});
function Ea() {
	return this.rgb().formatHex();
}
function Da() {
	return this.rgb().formatHex8();
}
function Oa() {
	return Ha(this).formatHsl();
}
function ka() {
	return this.rgb().formatRgb();
}
function Aa(e) {
	var t, n;
	return e = (e + "").trim().toLowerCase(), (t = va.exec(e)) ? (n = t[1].length, t = parseInt(t[1], 16), n === 6 ? ja(t) : n === 3 ? new Q(t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, (t & 15) << 4 | t & 15, 1) : n === 8 ? Ma(t >> 24 & 255, t >> 16 & 255, t >> 8 & 255, (t & 255) / 255) : n === 4 ? Ma(t >> 12 & 15 | t >> 8 & 240, t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, ((t & 15) << 4 | t & 15) / 255) : null) : (t = ya.exec(e)) ? new Q(t[1], t[2], t[3], 1) : (t = ba.exec(e)) ? new Q(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, 1) : (t = xa.exec(e)) ? Ma(t[1], t[2], t[3], t[4]) : (t = Sa.exec(e)) ? Ma(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, t[4]) : (t = Ca.exec(e)) ? Va(t[1], t[2] / 100, t[3] / 100, 1) : (t = wa.exec(e)) ? Va(t[1], t[2] / 100, t[3] / 100, t[4]) : Ta.hasOwnProperty(e) ? ja(Ta[e]) : e === "transparent" ? new Q(NaN, NaN, NaN, 0) : null;
}
function ja(e) {
	return new Q(e >> 16 & 255, e >> 8 & 255, e & 255, 1);
}
function Ma(e, t, n, r) {
	return r <= 0 && (e = t = n = NaN), new Q(e, t, n, r);
}
function Na(e) {
	return e instanceof fa || (e = Aa(e)), e ? (e = e.rgb(), new Q(e.r, e.g, e.b, e.opacity)) : new Q();
}
function Pa(e, t, n, r) {
	return arguments.length === 1 ? Na(e) : new Q(e, t, n, r ?? 1);
}
function Q(e, t, n, r) {
	this.r = +e, this.g = +t, this.b = +n, this.opacity = +r;
}
ua(Q, Pa, da(fa, {
	brighter(e) {
		return e = e == null ? ma : ma ** +e, new Q(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? pa : pa ** +e, new Q(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	rgb() {
		return this;
	},
	clamp() {
		return new Q(za(this.r), za(this.g), za(this.b), Ra(this.opacity));
	},
	displayable() {
		return -.5 <= this.r && this.r < 255.5 && -.5 <= this.g && this.g < 255.5 && -.5 <= this.b && this.b < 255.5 && 0 <= this.opacity && this.opacity <= 1;
	},
	hex: Fa,
	formatHex: Fa,
	formatHex8: Ia,
	formatRgb: La,
	toString: La
}));
function Fa() {
	return `#${Ba(this.r)}${Ba(this.g)}${Ba(this.b)}`;
}
function Ia() {
	return `#${Ba(this.r)}${Ba(this.g)}${Ba(this.b)}${Ba((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function La() {
	let e = Ra(this.opacity);
	return `${e === 1 ? "rgb(" : "rgba("}${za(this.r)}, ${za(this.g)}, ${za(this.b)}${e === 1 ? ")" : `, ${e})`}`;
}
function Ra(e) {
	return isNaN(e) ? 1 : Math.max(0, Math.min(1, e));
}
function za(e) {
	return Math.max(0, Math.min(255, Math.round(e) || 0));
}
function Ba(e) {
	return e = za(e), (e < 16 ? "0" : "") + e.toString(16);
}
function Va(e, t, n, r) {
	return r <= 0 ? e = t = n = NaN : n <= 0 || n >= 1 ? e = t = NaN : t <= 0 && (e = NaN), new Wa(e, t, n, r);
}
function Ha(e) {
	if (e instanceof Wa) return new Wa(e.h, e.s, e.l, e.opacity);
	if (e instanceof fa || (e = Aa(e)), !e) return new Wa();
	if (e instanceof Wa) return e;
	e = e.rgb();
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = Math.min(t, n, r), a = Math.max(t, n, r), o = NaN, s = a - i, c = (a + i) / 2;
	return s ? (o = t === a ? (n - r) / s + (n < r) * 6 : n === a ? (r - t) / s + 2 : (t - n) / s + 4, s /= c < .5 ? a + i : 2 - a - i, o *= 60) : s = c > 0 && c < 1 ? 0 : o, new Wa(o, s, c, e.opacity);
}
function Ua(e, t, n, r) {
	return arguments.length === 1 ? Ha(e) : new Wa(e, t, n, r ?? 1);
}
function Wa(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
ua(Wa, Ua, da(fa, {
	brighter(e) {
		return e = e == null ? ma : ma ** +e, new Wa(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? pa : pa ** +e, new Wa(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = this.h % 360 + (this.h < 0) * 360, t = isNaN(e) || isNaN(this.s) ? 0 : this.s, n = this.l, r = n + (n < .5 ? n : 1 - n) * t, i = 2 * n - r;
		return new Q(qa(e >= 240 ? e - 240 : e + 120, i, r), qa(e, i, r), qa(e < 120 ? e + 240 : e - 120, i, r), this.opacity);
	},
	clamp() {
		return new Wa(Ga(this.h), Ka(this.s), Ka(this.l), Ra(this.opacity));
	},
	displayable() {
		return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && 0 <= this.l && this.l <= 1 && 0 <= this.opacity && this.opacity <= 1;
	},
	formatHsl() {
		let e = Ra(this.opacity);
		return `${e === 1 ? "hsl(" : "hsla("}${Ga(this.h)}, ${Ka(this.s) * 100}%, ${Ka(this.l) * 100}%${e === 1 ? ")" : `, ${e})`}`;
	}
}));
function Ga(e) {
	return e = (e || 0) % 360, e < 0 ? e + 360 : e;
}
function Ka(e) {
	return Math.max(0, Math.min(1, e || 0));
}
function qa(e, t, n) {
	return (e < 60 ? t + (n - t) * e / 60 : e < 180 ? n : e < 240 ? t + (n - t) * (240 - e) / 60 : t) * 255;
}
var Ja = Math.PI / 180, Ya = 180 / Math.PI, Xa = 18, Za = .96422, Qa = 1, $a = .82521, eo = 4 / 29, to = 6 / 29, no = 3 * to * to, ro = to * to * to;
function io(e) {
	if (e instanceof oo) return new oo(e.l, e.a, e.b, e.opacity);
	if (e instanceof mo) return ho(e);
	e instanceof Q || (e = Na(e));
	var t = uo(e.r), n = uo(e.g), r = uo(e.b), i = so((.2225045 * t + .7168786 * n + .0606169 * r) / Qa), a, o;
	return t === n && n === r ? a = o = i : (a = so((.4360747 * t + .3850649 * n + .1430804 * r) / Za), o = so((.0139322 * t + .0971045 * n + .7141733 * r) / $a)), new oo(116 * i - 16, 500 * (a - i), 200 * (i - o), e.opacity);
}
function ao(e, t, n, r) {
	return arguments.length === 1 ? io(e) : new oo(e, t, n, r ?? 1);
}
function oo(e, t, n, r) {
	this.l = +e, this.a = +t, this.b = +n, this.opacity = +r;
}
ua(oo, ao, da(fa, {
	brighter(e) {
		return new oo(this.l + Xa * (e ?? 1), this.a, this.b, this.opacity);
	},
	darker(e) {
		return new oo(this.l - Xa * (e ?? 1), this.a, this.b, this.opacity);
	},
	rgb() {
		var e = (this.l + 16) / 116, t = isNaN(this.a) ? e : e + this.a / 500, n = isNaN(this.b) ? e : e - this.b / 200;
		return t = Za * co(t), e = Qa * co(e), n = $a * co(n), new Q(lo(3.1338561 * t - 1.6168667 * e - .4906146 * n), lo(-.9787684 * t + 1.9161415 * e + .033454 * n), lo(.0719453 * t - .2289914 * e + 1.4052427 * n), this.opacity);
	}
}));
function so(e) {
	return e > ro ? e ** (1 / 3) : e / no + eo;
}
function co(e) {
	return e > to ? e * e * e : no * (e - eo);
}
function lo(e) {
	return 255 * (e <= .0031308 ? 12.92 * e : 1.055 * e ** (1 / 2.4) - .055);
}
function uo(e) {
	return (e /= 255) <= .04045 ? e / 12.92 : ((e + .055) / 1.055) ** 2.4;
}
function fo(e) {
	if (e instanceof mo) return new mo(e.h, e.c, e.l, e.opacity);
	if (e instanceof oo || (e = io(e)), e.a === 0 && e.b === 0) return new mo(NaN, 0 < e.l && e.l < 100 ? 0 : NaN, e.l, e.opacity);
	var t = Math.atan2(e.b, e.a) * Ya;
	return new mo(t < 0 ? t + 360 : t, Math.sqrt(e.a * e.a + e.b * e.b), e.l, e.opacity);
}
function po(e, t, n, r) {
	return arguments.length === 1 ? fo(e) : new mo(e, t, n, r ?? 1);
}
function mo(e, t, n, r) {
	this.h = +e, this.c = +t, this.l = +n, this.opacity = +r;
}
function ho(e) {
	if (isNaN(e.h)) return new oo(e.l, 0, 0, e.opacity);
	var t = e.h * Ja;
	return new oo(e.l, Math.cos(t) * e.c, Math.sin(t) * e.c, e.opacity);
}
ua(mo, po, da(fa, {
	brighter(e) {
		return new mo(this.h, this.c, this.l + Xa * (e ?? 1), this.opacity);
	},
	darker(e) {
		return new mo(this.h, this.c, this.l - Xa * (e ?? 1), this.opacity);
	},
	rgb() {
		return ho(this).rgb();
	}
}));
var go = -.14861, _o = 1.78277, vo = -.29227, yo = -.90649, bo = 1.97294, xo = bo * yo, So = bo * _o, Co = _o * vo - yo * go;
function wo(e) {
	if (e instanceof Eo) return new Eo(e.h, e.s, e.l, e.opacity);
	e instanceof Q || (e = Na(e));
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = (Co * r + xo * t - So * n) / (Co + xo - So), a = r - i, o = (bo * (n - i) - vo * a) / yo, s = Math.sqrt(o * o + a * a) / (bo * i * (1 - i)), c = s ? Math.atan2(o, a) * Ya - 120 : NaN;
	return new Eo(c < 0 ? c + 360 : c, s, i, e.opacity);
}
function To(e, t, n, r) {
	return arguments.length === 1 ? wo(e) : new Eo(e, t, n, r ?? 1);
}
function Eo(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
ua(Eo, To, da(fa, {
	brighter(e) {
		return e = e == null ? ma : ma ** +e, new Eo(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? pa : pa ** +e, new Eo(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = isNaN(this.h) ? 0 : (this.h + 120) * Ja, t = +this.l, n = isNaN(this.s) ? 0 : this.s * t * (1 - t), r = Math.cos(e), i = Math.sin(e);
		return new Q(255 * (t + n * (go * r + _o * i)), 255 * (t + n * (vo * r + yo * i)), 255 * (t + bo * r * n), this.opacity);
	}
}));
var Do = (e) => () => e;
function Oo(e, t) {
	return function(n) {
		return e + n * t;
	};
}
function ko(e, t, n) {
	return e **= +n, t = t ** +n - e, n = 1 / n, function(r) {
		return (e + r * t) ** +n;
	};
}
function Ao(e, t) {
	var n = t - e;
	return n ? Oo(e, n > 180 || n < -180 ? n - 360 * Math.round(n / 360) : n) : Do(isNaN(e) ? t : e);
}
function jo(e) {
	return (e = +e) == 1 ? Mo : function(t, n) {
		return n - t ? ko(t, n, e) : Do(isNaN(t) ? n : t);
	};
}
function Mo(e, t) {
	var n = t - e;
	return n ? Oo(e, n) : Do(isNaN(e) ? t : e);
}
var No = (function e(t) {
	var n = jo(t);
	function r(e, t) {
		var r = n((e = Pa(e)).r, (t = Pa(t)).r), i = n(e.g, t.g), a = n(e.b, t.b), o = Mo(e.opacity, t.opacity);
		return function(t) {
			return e.r = r(t), e.g = i(t), e.b = a(t), e.opacity = o(t), e + "";
		};
	}
	return r.gamma = e, r;
})(1);
function Po(e, t) {
	t ||= [];
	var n = e ? Math.min(t.length, e.length) : 0, r = t.slice(), i;
	return function(a) {
		for (i = 0; i < n; ++i) r[i] = e[i] * (1 - a) + t[i] * a;
		return r;
	};
}
function Fo(e) {
	return ArrayBuffer.isView(e) && !(e instanceof DataView);
}
function Io(e, t) {
	for (var n = t ? t.length : 0, r = e ? Math.min(n, e.length) : 0, i = Array(r), a = Array(n), o = 0; o < r; ++o) i[o] = Go(e[o], t[o]);
	for (; o < n; ++o) a[o] = t[o];
	return function(e) {
		for (o = 0; o < r; ++o) a[o] = i[o](e);
		return a;
	};
}
function Lo(e, t) {
	var n = /* @__PURE__ */ new Date();
	return e = +e, t = +t, function(r) {
		return n.setTime(e * (1 - r) + t * r), n;
	};
}
function Ro(e, t) {
	return e = +e, t = +t, function(n) {
		return e * (1 - n) + t * n;
	};
}
function zo(e, t) {
	var n = {}, r = {}, i;
	for (i in typeof e == "object" && e || (e = {}), typeof t == "object" && t || (t = {}), t) i in e ? n[i] = Go(e[i], t[i]) : r[i] = t[i];
	return function(e) {
		for (i in n) r[i] = n[i](e);
		return r;
	};
}
var Bo = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g, Vo = new RegExp(Bo.source, "g");
function Ho(e) {
	return function() {
		return e;
	};
}
function Uo(e) {
	return function(t) {
		return e(t) + "";
	};
}
function Wo(e, t) {
	var n = Bo.lastIndex = Vo.lastIndex = 0, r, i, a, o = -1, s = [], c = [];
	for (e += "", t += ""; (r = Bo.exec(e)) && (i = Vo.exec(t));) (a = i.index) > n && (a = t.slice(n, a), s[o] ? s[o] += a : s[++o] = a), (r = r[0]) === (i = i[0]) ? s[o] ? s[o] += i : s[++o] = i : (s[++o] = null, c.push({
		i: o,
		x: Ro(r, i)
	})), n = Vo.lastIndex;
	return n < t.length && (a = t.slice(n), s[o] ? s[o] += a : s[++o] = a), s.length < 2 ? c[0] ? Uo(c[0].x) : Ho(t) : (t = c.length, function(e) {
		for (var n = 0, r; n < t; ++n) s[(r = c[n]).i] = r.x(e);
		return s.join("");
	});
}
function Go(e, t) {
	var n = typeof t, r;
	return t == null || n === "boolean" ? Do(t) : (n === "number" ? Ro : n === "string" ? (r = Aa(t)) ? (t = r, No) : Wo : t instanceof Aa ? No : t instanceof Date ? Lo : Fo(t) ? Po : Array.isArray(t) ? Io : typeof t.valueOf != "function" && typeof t.toString != "function" || isNaN(t) ? zo : Ro)(e, t);
}
function Ko(e, t) {
	return e = +e, t = +t, function(n) {
		return Math.round(e * (1 - n) + t * n);
	};
}
var qo = 1e-12;
function Jo(e) {
	return ((e = Math.exp(e)) + 1 / e) / 2;
}
function Yo(e) {
	return ((e = Math.exp(e)) - 1 / e) / 2;
}
function Xo(e) {
	return ((e = Math.exp(2 * e)) - 1) / (e + 1);
}
(function e(t, n, r) {
	function i(e, i) {
		var a = e[0], o = e[1], s = e[2], c = i[0], l = i[1], u = i[2], d = c - a, f = l - o, p = d * d + f * f, m, h;
		if (p < qo) h = Math.log(u / s) / t, m = function(e) {
			return [
				a + e * d,
				o + e * f,
				s * Math.exp(t * e * h)
			];
		};
		else {
			var g = Math.sqrt(p), _ = (u * u - s * s + r * p) / (2 * s * n * g), v = (u * u - s * s - r * p) / (2 * u * n * g), y = Math.log(Math.sqrt(_ * _ + 1) - _);
			h = (Math.log(Math.sqrt(v * v + 1) - v) - y) / t, m = function(e) {
				var r = e * h, i = Jo(y), c = s / (n * g) * (i * Xo(t * r + y) - Yo(y));
				return [
					a + c * d,
					o + c * f,
					s * i / Jo(t * r + y)
				];
			};
		}
		return m.duration = Math.abs(h) * 1e3 * t / Math.SQRT2, m;
	}
	return i.rho = function(t) {
		var n = Math.max(.001, +t), r = n * n;
		return e(n, r, r * r);
	}, i;
})(Math.SQRT2, 2, 4);
function Zo(e) {
	return (function t(n) {
		n = +n;
		function r(t, r) {
			var i = e((t = To(t)).h, (r = To(r)).h), a = Mo(t.s, r.s), o = Mo(t.l, r.l), s = Mo(t.opacity, r.opacity);
			return function(e) {
				return t.h = i(e), t.s = a(e), t.l = o(e ** +n), t.opacity = s(e), t + "";
			};
		}
		return r.gamma = t, r;
	})(1);
}
Zo(Ao), Zo(Mo);
// node_modules/d3-format/dist/d3-format.mjs
function Qo(e) {
	return Math.abs(e = Math.round(e)) >= 1e21 ? e.toLocaleString("en").replace(/,/g, "") : e.toString(10);
}
function $o(e, t) {
	if (!isFinite(e) || e === 0) return null;
	var n = (e = t ? e.toExponential(t - 1) : e.toExponential()).indexOf("e"), r = e.slice(0, n);
	return [r.length > 1 ? r[0] + r.slice(2) : r, +e.slice(n + 1)];
}
function es(e) {
	return e = $o(Math.abs(e)), e ? e[1] : NaN;
}
function ts(e, t) {
	return function(n, r) {
		for (var i = n.length, a = [], o = 0, s = e[0], c = 0; i > 0 && s > 0 && (c + s + 1 > r && (s = Math.max(1, r - c)), a.push(n.substring(i -= s, i + s)), !((c += s + 1) > r));) s = e[o = (o + 1) % e.length];
		return a.reverse().join(t);
	};
}
function ns(e) {
	return function(t) {
		return t.replace(/[0-9]/g, function(t) {
			return e[+t];
		});
	};
}
var rs = /^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;
function is(e) {
	if (!(t = rs.exec(e))) throw Error("invalid format: " + e);
	var t;
	return new as({
		fill: t[1],
		align: t[2],
		sign: t[3],
		symbol: t[4],
		zero: t[5],
		width: t[6],
		comma: t[7],
		precision: t[8] && t[8].slice(1),
		trim: t[9],
		type: t[10]
	});
}
is.prototype = as.prototype;
function as(e) {
	this.fill = e.fill === void 0 ? " " : e.fill + "", this.align = e.align === void 0 ? ">" : e.align + "", this.sign = e.sign === void 0 ? "-" : e.sign + "", this.symbol = e.symbol === void 0 ? "" : e.symbol + "", this.zero = !!e.zero, this.width = e.width === void 0 ? void 0 : +e.width, this.comma = !!e.comma, this.precision = e.precision === void 0 ? void 0 : +e.precision, this.trim = !!e.trim, this.type = e.type === void 0 ? "" : e.type + "";
}
as.prototype.toString = function() {
	return this.fill + this.align + this.sign + this.symbol + (this.zero ? "0" : "") + (this.width === void 0 ? "" : Math.max(1, this.width | 0)) + (this.comma ? "," : "") + (this.precision === void 0 ? "" : "." + Math.max(0, this.precision | 0)) + (this.trim ? "~" : "") + this.type;
};
function os(e) {
	out: for (var t = e.length, n = 1, r = -1, i; n < t; ++n) switch (e[n]) {
		case ".":
			r = i = n;
			break;
		case "0":
			r === 0 && (r = n), i = n;
			break;
		default:
			if (!+e[n]) break out;
			r > 0 && (r = 0);
	}
	return r > 0 ? e.slice(0, r) + e.slice(i + 1) : e;
}
var ss;
function cs(e, t) {
	var n = $o(e, t);
	if (!n) return ss = void 0, e.toPrecision(t);
	var r = n[0], i = n[1], a = i - (ss = Math.max(-8, Math.min(8, Math.floor(i / 3))) * 3) + 1, o = r.length;
	return a === o ? r : a > o ? r + Array(a - o + 1).join("0") : a > 0 ? r.slice(0, a) + "." + r.slice(a) : "0." + Array(1 - a).join("0") + $o(e, Math.max(0, t + a - 1))[0];
}
function ls(e, t) {
	var n = $o(e, t);
	if (!n) return e + "";
	var r = n[0], i = n[1];
	return i < 0 ? "0." + Array(-i).join("0") + r : r.length > i + 1 ? r.slice(0, i + 1) + "." + r.slice(i + 1) : r + Array(i - r.length + 2).join("0");
}
var us = {
	"%": (e, t) => (e * 100).toFixed(t),
	b: (e) => Math.round(e).toString(2),
	c: (e) => e + "",
	d: Qo,
	e: (e, t) => e.toExponential(t),
	f: (e, t) => e.toFixed(t),
	g: (e, t) => e.toPrecision(t),
	o: (e) => Math.round(e).toString(8),
	p: (e, t) => ls(e * 100, t),
	r: ls,
	s: cs,
	X: (e) => Math.round(e).toString(16).toUpperCase(),
	x: (e) => Math.round(e).toString(16)
};
function ds(e) {
	return e;
}
var fs = Array.prototype.map, ps = [
	"y",
	"z",
	"a",
	"f",
	"p",
	"n",
	"µ",
	"m",
	"",
	"k",
	"M",
	"G",
	"T",
	"P",
	"E",
	"Z",
	"Y"
];
function ms(e) {
	var t = e.grouping === void 0 || e.thousands === void 0 ? ds : ts(fs.call(e.grouping, Number), e.thousands + ""), n = e.currency === void 0 ? "" : e.currency[0] + "", r = e.currency === void 0 ? "" : e.currency[1] + "", i = e.decimal === void 0 ? "." : e.decimal + "", a = e.numerals === void 0 ? ds : ns(fs.call(e.numerals, String)), o = e.percent === void 0 ? "%" : e.percent + "", s = e.minus === void 0 ? "−" : e.minus + "", c = e.nan === void 0 ? "NaN" : e.nan + "";
	function l(e, l) {
		e = is(e);
		var u = e.fill, d = e.align, f = e.sign, p = e.symbol, m = e.zero, h = e.width, g = e.comma, _ = e.precision, v = e.trim, y = e.type;
		y === "n" ? (g = !0, y = "g") : us[y] || (_ === void 0 && (_ = 12), v = !0, y = "g"), (m || u === "0" && d === "=") && (m = !0, u = "0", d = "=");
		var b = (l && l.prefix !== void 0 ? l.prefix : "") + (p === "$" ? n : p === "#" && /[boxX]/.test(y) ? "0" + y.toLowerCase() : ""), x = (p === "$" ? r : /[%p]/.test(y) ? o : "") + (l && l.suffix !== void 0 ? l.suffix : ""), S = us[y], ee = /[defgprs%]/.test(y);
		_ = _ === void 0 ? 6 : /[gprs]/.test(y) ? Math.max(1, Math.min(21, _)) : Math.max(0, Math.min(20, _));
		function C(e) {
			var n = b, r = x, o, l, p;
			if (y === "c") r = S(e) + r, e = "";
			else {
				e = +e;
				var C = e < 0 || 1 / e < 0;
				if (e = isNaN(e) ? c : S(Math.abs(e), _), v && (e = os(e)), C && +e == 0 && f !== "+" && (C = !1), n = (C ? f === "(" ? f : s : f === "-" || f === "(" ? "" : f) + n, r = (y === "s" && !isNaN(e) && ss !== void 0 ? ps[8 + ss / 3] : "") + r + (C && f === "(" ? ")" : ""), ee) {
					for (o = -1, l = e.length; ++o < l;) if (p = e.charCodeAt(o), 48 > p || p > 57) {
						r = (p === 46 ? i + e.slice(o + 1) : e.slice(o)) + r, e = e.slice(0, o);
						break;
					}
				}
			}
			g && !m && (e = t(e, Infinity));
			var te = n.length + e.length + r.length, w = te < h ? Array(h - te + 1).join(u) : "";
			switch (g && m && (e = t(w + e, w.length ? h - r.length : Infinity), w = ""), d) {
				case "<":
					e = n + e + r + w;
					break;
				case "=":
					e = n + w + e + r;
					break;
				case "^":
					e = w.slice(0, te = w.length >> 1) + n + e + r + w.slice(te);
					break;
				default: e = w + n + e + r;
			}
			return a(e);
		}
		return C.toString = function() {
			return e + "";
		}, C;
	}
	function u(e, t) {
		var n = Math.max(-8, Math.min(8, Math.floor(es(t) / 3))) * 3, r = 10 ** -n, i = l((e = is(e), e.type = "f", e), { suffix: ps[8 + n / 3] });
		return function(e) {
			return i(r * e);
		};
	}
	return {
		format: l,
		formatPrefix: u
	};
}
var hs, gs, _s;
vs({
	thousands: ",",
	grouping: [3],
	currency: ["$", ""]
});
function vs(e) {
	return hs = ms(e), gs = hs.format, _s = hs.formatPrefix, hs;
}
function ys(e) {
	return Math.max(0, -es(Math.abs(e)));
}
function bs(e, t) {
	return Math.max(0, Math.max(-8, Math.min(8, Math.floor(es(t) / 3))) * 3 - es(Math.abs(e)));
}
function xs(e, t) {
	return e = Math.abs(e), t = Math.abs(t) - e, Math.max(0, es(t) - es(e)) + 1;
}
// node_modules/d3-scale/dist/d3-scale.mjs
function Ss(e, t) {
	switch (arguments.length) {
		case 0: break;
		case 1:
			this.range(e);
			break;
		default: this.range(t).domain(e);
	}
	return this;
}
function Cs(e) {
	return function() {
		return e;
	};
}
function ws(e) {
	return +e;
}
var Ts = [0, 1];
function Es(e) {
	return e;
}
function Ds(e, t) {
	return (t -= e = +e) ? function(n) {
		return (n - e) / t;
	} : Cs(isNaN(t) ? NaN : .5);
}
function Os(e, t) {
	var n;
	return e > t && (n = e, e = t, t = n), function(n) {
		return Math.max(e, Math.min(t, n));
	};
}
function ks(e, t, n) {
	var r = e[0], i = e[1], a = t[0], o = t[1];
	return i < r ? (r = Ds(i, r), a = n(o, a)) : (r = Ds(r, i), a = n(a, o)), function(e) {
		return a(r(e));
	};
}
function As(e, t, n) {
	var r = Math.min(e.length, t.length) - 1, i = Array(r), a = Array(r), o = -1;
	for (e[r] < e[0] && (e = e.slice().reverse(), t = t.slice().reverse()); ++o < r;) i[o] = Ds(e[o], e[o + 1]), a[o] = n(t[o], t[o + 1]);
	return function(t) {
		var n = na(e, t, 1, r) - 1;
		return a[n](i[n](t));
	};
}
function js(e, t) {
	return t.domain(e.domain()).range(e.range()).interpolate(e.interpolate()).clamp(e.clamp()).unknown(e.unknown());
}
function Ms() {
	var e = Ts, t = Ts, n = Go, r, i, a, o = Es, s, c, l;
	function u() {
		var n = Math.min(e.length, t.length);
		return o !== Es && (o = Os(e[0], e[n - 1])), s = n > 2 ? As : ks, c = l = null, d;
	}
	function d(i) {
		return i == null || isNaN(i = +i) ? a : (c ||= s(e.map(r), t, n))(r(o(i)));
	}
	return d.invert = function(n) {
		return o(i((l ||= s(t, e.map(r), Ro))(n)));
	}, d.domain = function(t) {
		return arguments.length ? (e = Array.from(t, ws), u()) : e.slice();
	}, d.range = function(e) {
		return arguments.length ? (t = Array.from(e), u()) : t.slice();
	}, d.rangeRound = function(e) {
		return t = Array.from(e), n = Ko, u();
	}, d.clamp = function(e) {
		return arguments.length ? (o = e ? !0 : Es, u()) : o !== Es;
	}, d.interpolate = function(e) {
		return arguments.length ? (n = e, u()) : n;
	}, d.unknown = function(e) {
		return arguments.length ? (a = e, d) : a;
	}, function(e, t) {
		return r = e, i = t, u();
	};
}
function Ns() {
	return Ms()(Es, Es);
}
function Ps(e, t, n, r) {
	var i = la(e, t, n), a;
	switch (r = is(r ?? ",f"), r.type) {
		case "s":
			var o = Math.max(Math.abs(e), Math.abs(t));
			return r.precision == null && !isNaN(a = bs(i, o)) && (r.precision = a), _s(r, o);
		case "":
		case "e":
		case "g":
		case "p":
		case "r":
			r.precision == null && !isNaN(a = xs(i, Math.max(Math.abs(e), Math.abs(t)))) && (r.precision = a - (r.type === "e"));
			break;
		case "f":
		case "%": r.precision == null && !isNaN(a = ys(i)) && (r.precision = a - (r.type === "%") * 2);
	}
	return gs(r);
}
function Fs(e) {
	var t = e.domain;
	return e.ticks = function(e) {
		var n = t();
		return sa(n[0], n[n.length - 1], e ?? 10);
	}, e.tickFormat = function(e, n) {
		var r = t();
		return Ps(r[0], r[r.length - 1], e ?? 10, n);
	}, e.nice = function(n) {
		n ??= 10;
		var r = t(), i = 0, a = r.length - 1, o = r[i], s = r[a], c, l, u = 10;
		for (s < o && (l = o, o = s, s = l, l = i, i = a, a = l); u-- > 0;) {
			if (l = ca(o, s, n), l === c) return r[i] = o, r[a] = s, t(r);
			if (l > 0) o = Math.floor(o / l) * l, s = Math.ceil(s / l) * l;
			else if (l < 0) o = Math.ceil(o * l) / l, s = Math.floor(s * l) / l;
			else break;
			c = l;
		}
		return e;
	}, e;
}
function Is() {
	var e = Ns();
	return e.copy = function() {
		return js(e, Is());
	}, Ss.apply(e, arguments), Fs(e);
}
// src/views/Interval.svelte
var Ls = /* @__PURE__ */ W("<rect y=\"1\" class=\"margin svelte-kis5sh\"></rect>"), Rs = /* @__PURE__ */ W("<!><line y1=\"1\" class=\"reference svelte-kis5sh\"></line>", 1), zs = /* @__PURE__ */ W("<path class=\"null svelte-kis5sh\"></path>"), Bs = /* @__PURE__ */ W("<line class=\"whisker svelte-kis5sh\"></line>"), Vs = /* @__PURE__ */ W("<circle r=\"4\" class=\"dot svelte-kis5sh\"></circle>"), Hs = /* @__PURE__ */ W("<svg role=\"img\"><title> </title><!><!><!><!></svg>");
function Us(e, t) {
	We(t, !0);
	let n = Di(t, "signed", 3, !1), r = Di(t, "reference", 3, null), i = Di(t, "margin", 3, null), a = Di(t, "domain", 3, void 0), o = Di(t, "direction", 3, null), s = Di(t, "null_mean", 3, null);
	function c() {
		if (a() !== void 0) return a();
		let e = [
			t.low,
			t.high,
			t.estimate,
			r()
		].filter((e) => e !== null);
		r() !== null && i() !== null && e.push(r() - 2 * i(), r() + 2 * i());
		let [n, o] = [Math.min(...e), Math.max(...e)], s = (o - n || 1) * .06;
		return [n - s, o + s];
	}
	let l = /* @__PURE__ */ j(() => Is(c(), [0, 220]).clamp(!0)), u = /* @__PURE__ */ j(() => o() === null ? "open" : ["supports", "more"].includes(o()) ? "for" : "against"), d = /* @__PURE__ */ j(() => `${X(t.measure, t.estimate, n())}, 95 % interval ${ji(t.measure, t.low, t.high, n())}`);
	var f = Hs();
	Y(f, "viewBox", "0 0 220 18");
	var p = P(f), m = I(p, !0), h = L(p), g = (e) => {
		var t = Rs(), n = F(t), a = (e) => {
			var t = Ls();
			Y(t, "height", 16), R((e, n) => {
				Y(t, "x", e), Y(t, "width", n);
			}, [() => V(l)(r() - i()), () => Math.max(V(l)(r() + i()) - V(l)(r() - i()), 1)]), G(e, t);
		};
		q(n, (e) => {
			i() !== null && e(a);
		});
		var o = L(n);
		Y(o, "y2", 17), R((e, t) => {
			Y(o, "x1", e), Y(o, "x2", t);
		}, [() => V(l)(r()), () => V(l)(r())]), G(e, t);
	};
	q(h, (e) => {
		r() !== null && e(g);
	});
	var _ = L(h), v = (e) => {
		var t = zs();
		R((e) => Y(t, "d", `M${e ?? ""} 2v14`), [() => V(l)(s())]), G(e, t);
	};
	q(_, (e) => {
		s() !== null && e(v);
	});
	var y = L(_), b = (e) => {
		var n = Bs();
		Y(n, "y1", 9), Y(n, "y2", 9), R((e, t) => {
			Y(n, "x1", e), Y(n, "x2", t);
		}, [() => V(l)(t.low), () => V(l)(t.high)]), G(e, n);
	};
	q(y, (e) => {
		t.low !== null && t.high !== null && e(b);
	});
	var x = L(y), S = (e) => {
		var n = Vs();
		Y(n, "cy", 9), R((e) => Y(n, "cx", e), [() => V(l)(t.estimate)]), G(e, n);
	};
	q(x, (e) => {
		t.estimate !== null && e(S);
	}), O(f), R(() => {
		Y(f, "aria-label", V(d)), ni(f, 0, Xr(V(u)), "svelte-kis5sh"), K(m, V(d));
	}), G(e, f), k();
}
// src/views/Verdict.svelte
var Ws = /* @__PURE__ */ U("<span><span aria-hidden=\"true\"> </span> </span>");
function Gs(e, t) {
	We(t, !0);
	let n = Di(t, "direction", 3, null), r = {
		supports: "▲",
		more: "▲",
		opposes: "▼",
		less: "▼"
	}, i = /* @__PURE__ */ j(() => n() === null ? t.verdict === "negligible" ? "○" : t.verdict ? "?" : "" : r[n()]), a = /* @__PURE__ */ j(() => n() === null ? "open" : ["supports", "more"].includes(n()) ? "for" : "against");
	var o = wr(), s = F(o), c = (e) => {
		var r = Ws(), o = P(r), s = I(o, !0), c = L(o);
		O(r), R(() => {
			ni(r, 1, `verdict ${V(a) ?? ""}`, "svelte-879sif"), Y(r, "title", t.why), K(s, V(i)), K(c, ` ${t.verdict ?? ""}${n() ? `, ${n()}` : ""}`);
		}), G(e, r);
	};
	q(s, (e) => {
		t.verdict && e(c);
	}), G(e, o), k();
}
// src/state/place.svelte.ts
var Ks = [
	"findings",
	"parts",
	"part",
	"pictures",
	"image",
	"about"
];
function qs(e) {
	let [t = "", n = ""] = e.replace(/^#\/?/, "").split("?", 2);
	return {
		page: Ks.includes(t) ? t : "findings",
		asked: Object.fromEntries(new URLSearchParams(n))
	};
}
function Js(e, t = {}) {
	let n = Object.entries(t).filter(([, e]) => e != null), r = new URLSearchParams(n).toString();
	return `#/${e}${r ? `?${r}` : ""}`;
}
var $ = Kt(qs(location.hash));
window.addEventListener("hashchange", () => {
	Object.assign($, qs(location.hash)), window.scrollTo(0, 0);
});
function Ys(e) {
	let t = Js($.page, {
		...$.asked,
		...e
	});
	history.replaceState(null, "", t), Object.assign($, qs(t));
}
// src/pages/Findings.svelte
var Xs = /* @__PURE__ */ U("<p class=\"soft lead svelte-11a4lio\"> </p>"), Zs = /* @__PURE__ */ U("<p class=\"soft small\"> </p>"), Qs = /* @__PURE__ */ U("<li class=\"svelte-11a4lio\"><div class=\"head svelte-11a4lio\"><span class=\"place svelte-11a4lio\"></span> <span class=\"kind\"> </span> <!></div> <p class=\"sentence svelte-11a4lio\"> </p> <!> <div class=\"foot svelte-11a4lio\"><!> <a>the pictures</a> <a>the part</a> <button class=\"command svelte-11a4lio\">copy command</button></div></li>"), $s = /* @__PURE__ */ U("<p class=\"soft\"> </p>"), ec = /* @__PURE__ */ U("<li class=\"svelte-11a4lio\"> </li>"), tc = /* @__PURE__ */ U("<h2>What does not matter, or cannot be told yet</h2> <ul class=\"notes svelte-11a4lio\"></ul>", 1), nc = /* @__PURE__ */ U("<td colspan=\"6\" class=\"soft\"> </td>"), rc = /* @__PURE__ */ U("<td> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td>", 1), ic = /* @__PURE__ */ U("<tr><th scope=\"row\"> </th><!></tr>"), ac = /* @__PURE__ */ U("<h1><!></h1> <!> <ol class=\"findings svelte-11a4lio\"></ol> <!> <!> <h2>What was looked at</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">question</th><th scope=\"col\">measure</th><th scope=\"col\" class=\"number\">tested</th><th scope=\"col\" class=\"number\">stand out</th><th scope=\"col\" class=\"number\">negligible</th><th scope=\"col\" class=\"number\">inconclusive</th><th scope=\"col\" class=\"number\">too few</th></tr></thead><tbody></tbody></table></div> <h2>What this cannot say</h2> <ul class=\"notes svelte-11a4lio\"></ul>", 1);
function oc(e, t) {
	We(t, !0);
	function n(e) {
		return t.overview.measures.find((t) => t.name === e)?.signed ?? !1;
	}
	function r(e) {
		let n = t.overview.series.findIndex((t) => t.method === e.method && t.target_kind === e.target_kind), r = t.overview.by.includes(e.by) && e.value !== null ? e.by : void 0, a = {
			segment: e.segment,
			series: n > 0 ? String(n) : n < 0 ? i(e) : void 0,
			measure: e.measure,
			by: r,
			value: r === void 0 ? void 0 : e.value
		};
		return {
			part: Js("part", a),
			pictures: Js("pictures", a)
		};
	}
	function i(e) {
		let n = t.overview.series.findIndex((t) => t.target_kind === e.target_kind);
		return n > 0 ? String(n) : void 0;
	}
	async function a(e) {
		await navigator.clipboard.writeText(e);
	}
	var o = wr();
	Lr(F(o), () => t.source.findings(), null, (e, i) => {
		var o = ac(), s = F(o), c = P(s), l = (e) => {
			G(e, Cr("Nothing stands out for certain"));
		}, u = (e) => {
			G(e, Cr("What this classifier attributes its predictions to"));
		};
		q(c, (e) => {
			V(i).findings.length === 0 ? e(l) : e(u, -1);
		}), O(s);
		var d = L(s, 2), f = (e) => {
			var n = Xs(), r = I(n);
			R((e) => K(r, `${e ?? ""} were looked at, in each of the ways below. With more images, or with
      other parts named, more may show.`), [() => Pi(t.overview.images)]), G(e, n);
		};
		q(d, (e) => {
			V(i).findings.length === 0 && e(f);
		});
		var p = L(d, 2);
		J(p, 21, () => V(i).findings, Rr, (e, t, i) => {
			let o = /* @__PURE__ */ j(() => r(V(t)));
			var s = Qs(), c = P(s), l = P(c);
			l.textContent = i + 1;
			var u = L(l, 2), d = I(u, !0);
			Gs(L(u, 2), {
				get verdict() {
					return V(t).verdict;
				},
				get direction() {
					return V(t).direction;
				}
			}), O(c);
			var f = L(c, 2), p = I(f, !0), m = L(f, 2), h = (e) => {
				var n = Zs(), r = I(n);
				R((e) => K(r, `Says the same: ${e ?? ""}`), [() => V(t).also.join("; ")]), G(e, n);
			};
			q(m, (e) => {
				V(t).also.length && e(h);
			});
			var g = L(m, 2), _ = P(g);
			{
				let e = /* @__PURE__ */ j(() => n(V(t).measure));
				Us(_, {
					get measure() {
						return V(t).measure;
					},
					get signed() {
						return V(e);
					},
					get estimate() {
						return V(t).estimate;
					},
					get low() {
						return V(t).low;
					},
					get high() {
						return V(t).high;
					},
					get reference() {
						return V(t).reference;
					},
					get margin() {
						return V(t).margin;
					},
					get direction() {
						return V(t).direction;
					}
				});
			}
			var v = L(_, 2), y = L(v, 2), b = L(y, 2);
			O(g), O(s), R(() => {
				K(d, V(t).kind), K(p, V(t).sentence), Y(v, "href", V(o).pictures), Y(y, "href", V(o).part), Y(b, "title", "Copy the command that shows its rows:\n" + V(t).command);
			}), H("click", b, () => a(V(t).command)), G(e, s);
		}), O(p);
		var m = L(p, 2), h = (e) => {
			var t = $s(), n = I(t);
			R((e) => K(n, `${e ?? ""} more are not told here.`), [() => Z(V(i).more)]), G(e, t);
		};
		q(m, (e) => {
			V(i).more && e(h);
		});
		var g = L(m, 2), _ = (e) => {
			var t = tc(), n = L(F(t), 2);
			J(n, 20, () => V(i).quiet, (e) => e, (e, t) => {
				var n = ec(), r = I(n, !0);
				R(() => K(r, t)), G(e, n);
			}), O(n), G(e, t);
		};
		q(g, (e) => {
			V(i).quiet.length && e(_);
		});
		var v = L(g, 4), y = P(v), b = L(P(y));
		J(b, 21, () => V(i).looked, (e) => e.question, (e, t) => {
			var n = ic(), r = P(n), i = I(r, !0), a = L(r), o = (e) => {
				var n = nc(), r = I(n, !0);
				R(() => K(r, V(t).not_asked)), G(e, n);
			}, s = (e) => {
				var n = rc(), r = F(n), i = I(r, !0), a = L(r, 2), o = I(a, !0), s = L(a, 2), c = I(s, !0), l = L(s, 2), u = I(l, !0), d = L(l, 2), f = I(d, !0), p = I(L(d, 2), !0);
				R((e, t, n, r, a, s) => {
					K(i, e), K(o, t), K(c, n), K(u, r), K(f, a), K(p, s);
				}, [
					() => V(t).measures.join(", "),
					() => Z(V(t).tested),
					() => Z(V(t).found),
					() => Z(V(t).negligible),
					() => Z(V(t).inconclusive),
					() => Z(V(t).too_few)
				]), G(e, n);
			};
			q(a, (e) => {
				V(t).not_asked ? e(o) : e(s, -1);
			}), O(n), R(() => K(i, V(t).question)), G(e, n);
		}), O(b), O(y), O(v);
		var x = L(v, 4);
		J(x, 20, () => V(i).limits, (e) => e, (e, t) => {
			var n = ec(), r = I(n, !0);
			R(() => K(r, t)), G(e, n);
		}), O(x), G(e, o);
	}), G(e, o), k();
}
mr(["click"]);
// src/views/Figure.svelte
var sc = /* @__PURE__ */ U("<div class=\"missing svelte-bk3vn8\" role=\"img\"> </div>"), cc = /* @__PURE__ */ W("<image preserveAspectRatio=\"none\"></image>"), lc = /* @__PURE__ */ W("<path class=\"halo svelte-bk3vn8\"></path><path role=\"presentation\"><title> </title></path>", 1), uc = /* @__PURE__ */ W("<!><path class=\"unseen-frame svelte-bk3vn8\" fill-rule=\"evenodd\"><title>not seen by the classifier</title></path><!>", 1), dc = /* @__PURE__ */ U("<span class=\"name svelte-bk3vn8\"> </span>"), fc = /* @__PURE__ */ U("<div class=\"figure svelte-bk3vn8\"><svg role=\"img\" class=\"svelte-bk3vn8\"><image></image><!></svg> <!></div>");
function pc(e, t) {
	We(t, !0);
	let n = Di(t, "opacity", 3, .75), r = Di(t, "lively", 3, !1), i = /* @__PURE__ */ Rt(!1), a = /* @__PURE__ */ Rt(""), o = /* @__PURE__ */ j(() => t.picture?.outlines.filter((e) => t.segments === void 0 || t.segments.includes(e.segment)) ?? []);
	function s({ width: e, height: t, frame: [n, r, i, a] }) {
		return `M0 0h${e}v${t}h${-e}z M${n} ${r}h${i}v${a}h${-i}z`;
	}
	var c = wr(), l = F(c), u = (e) => {
		var n = sc(), r = I(n, !0);
		R(() => {
			Y(n, "aria-label", `no picture of ${t.name ?? ""}`), K(r, t.picture === void 0 ? "not kept in this report" : "no picture in the table");
		}), G(e, n);
	}, d = (e) => {
		var c = fc(), l = P(c), u = P(l);
		let d;
		var f = L(u), p = (e) => {
			var i = uc(), c = F(i), l = (e) => {
				var r = cc();
				R(() => {
					Y(r, "href", t.overlay.src), Y(r, "x", t.picture.frame[0]), Y(r, "y", t.picture.frame[1]), Y(r, "width", t.picture.frame[2]), Y(r, "height", t.picture.frame[3]), Y(r, "opacity", n());
				}), G(e, r);
			};
			q(c, (e) => {
				t.overlay && e(l);
			});
			var u = L(c);
			J(L(u), 17, () => V(o), Rr, (e, t) => {
				var n = lc(), i = F(n), o = L(i);
				let s;
				var c = I(P(o), !0);
				O(o), R(() => {
					Y(i, "d", V(t).path), Y(o, "d", V(t).path), s = ni(o, 0, "edge svelte-bk3vn8", null, s, { lively: r() }), K(c, V(t).segment);
				}), pr("pointerenter", o, () => N(a, V(t).segment, !0)), pr("pointerleave", o, () => N(a, "")), G(e, n);
			}), R((e) => Y(u, "d", e), [() => s(t.picture)]), G(e, i);
		};
		q(f, (e) => {
			V(i) || e(p);
		}), O(l);
		var m = L(l, 2), h = (e) => {
			var t = dc(), n = I(t, !0);
			R(() => K(n, V(a))), G(e, t);
		};
		q(m, (e) => {
			r() && V(a) && e(h);
		}), O(c), R(() => {
			Y(l, "viewBox", `0 0 ${t.picture.width ?? ""} ${t.picture.height ?? ""}`), Y(l, "aria-label", t.name), Y(u, "href", t.picture.src), Y(u, "width", t.picture.width), Y(u, "height", t.picture.height), d = ni(u, 0, "svelte-bk3vn8", null, d, { dim: !V(i) && t.overlay });
		}), H("pointerdown", c, () => N(i, !0)), H("pointerup", c, () => N(i, !1)), pr("pointerleave", c, () => N(i, !1)), H("contextmenu", c, (e) => e.preventDefault()), G(e, c);
	};
	q(l, (e) => {
		t.picture === void 0 || t.picture.src === null ? e(u) : e(d, -1);
	}), G(e, c), k();
}
mr([
	"pointerdown",
	"pointerup",
	"contextmenu"
]);
// src/look/colour.ts
function mc(e, t, n) {
	return t === null || n <= 0 ? 0 : Math.max(-1, Math.min(1, hc(e, t) / n));
}
function hc(e, t) {
	return e.even === 1 ? Math.log2(Math.max(t, 1 / 64)) : t - (e.even ?? 0);
}
var gc = 46;
function _c(e) {
	let t = Math.round(Math.abs(e) ** .8 * gc);
	return `color-mix(in oklab, var(${e < 0 ? "--against" : "--for"}) ${t}%, var(--even))`;
}
// src/state/chosen.ts
var vc = {
	method: "none",
	target_kind: null
};
function yc(e, t) {
	let n = Math.min(Math.max(Number(t.series) || 0, 0), Math.max(e.series.length - 1, 0)), r = t.by ?? "", i = t.value;
	return {
		at: n,
		series: e.series[n] ?? vc,
		measure: e.measures.find((e) => e.name === t.measure) ?? e.measures[0],
		by: e.by.includes(r) ? r : "",
		segment: e.segments.find((e) => e.segment === t.segment)?.segment,
		value: i === void 0 ? void 0 : i === "" ? null : i
	};
}
function bc(e) {
	return e.startsWith("(") || e === "background";
}
// src/pages/Image.svelte
var xc = /* @__PURE__ */ U("<h1> </h1> <p><a>All pictures</a></p>", 1), Sc = /* @__PURE__ */ U("<div><dt class=\"svelte-ohfaad\">runner-up</dt><dd> </dd></div>"), Cc = /* @__PURE__ */ U("<div><dt class=\"svelte-ohfaad\">label</dt> <dd> </dd></div>"), wc = /* @__PURE__ */ U("<li><button class=\"svelte-ohfaad\"><!> <span> </span></button></li>"), Tc = /* @__PURE__ */ U("<ul class=\"maps svelte-ohfaad\" aria-label=\"maps\"></ul>"), Ec = /* @__PURE__ */ U("<th scope=\"col\" class=\"number svelte-ohfaad\"> </th>"), Dc = /* @__PURE__ */ U("<td class=\"number svelte-ohfaad\"> </td>"), Oc = /* @__PURE__ */ U("<tr><th scope=\"row\" class=\"svelte-ohfaad\"><a> </a></th><!></tr>"), kc = /* @__PURE__ */ U("<h1> </h1> <dl class=\"facts svelte-ohfaad\"><div><dt class=\"svelte-ohfaad\">predicted</dt> <dd> <!></dd></div> <!> <!> <div><dt class=\"svelte-ohfaad\">size</dt><dd> </dd></div></dl> <div class=\"sides svelte-ohfaad\"><div class=\"figure svelte-ohfaad\"><!> <label class=\"small soft svelte-ohfaad\">strength of the map <input type=\"range\" min=\"0\" max=\"100\" step=\"5\" class=\"svelte-ohfaad\"/></label> <p class=\"small soft\"> </p> <!></div> <div class=\"scroll\"><table class=\"plain svelte-ohfaad\"><thead><tr><th scope=\"col\" class=\"svelte-ohfaad\">part</th><!></tr></thead><tbody></tbody></table></div></div>", 1);
function Ac(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ j(() => yc(t.overview, $.asked)), r = /* @__PURE__ */ j(() => $.asked.image ?? ""), i = /* @__PURE__ */ j(() => Promise.all([
		t.source.image(V(r)),
		t.source.picture(V(r)),
		t.source.values({
			image_id: V(r),
			series: V(n).series
		})
	])), a = /* @__PURE__ */ j(() => Number($.asked.opacity ?? 75) / 100);
	function o(e) {
		let n = t.overview.measures[0].name;
		return e.toSorted((e, t) => Number(bc(e.segment)) - Number(bc(t.segment)) || (t.numbers[n] ?? -Infinity) - (e.numbers[n] ?? -Infinity));
	}
	function s(e, n) {
		let r = t.overview.measures.find((e) => e.name === n);
		return Math.max(...e.map((e) => Math.abs(hc(r, e.numbers[n] ?? r.even ?? 0))), 0);
	}
	var c = wr();
	Lr(F(c), () => V(i), null, (e, i) => {
		var c = /* @__PURE__ */ j(() => {
			var [e, t, n] = V(i);
			return {
				image: e,
				picture: t,
				values: n
			};
		}), l = /* @__PURE__ */ j(() => V(c).image), u = /* @__PURE__ */ j(() => V(c).picture), d = /* @__PURE__ */ j(() => V(c).values), f = wr(), p = F(f), m = (e) => {
			var t = xc(), n = F(t), i = I(n), a = I(L(n, 2));
			R((e) => {
				K(i, `No image is called ${V(r) ?? ""}`), Y(a, "href", e);
			}, [() => Js("pictures")]), G(e, t);
		}, h = (e) => {
			let r = /* @__PURE__ */ j(() => o(V(d))), i = /* @__PURE__ */ j(() => V(r)[0]?.target_class);
			var c = kc(), f = F(c), p = I(f, !0), m = L(f, 2), h = P(m), g = L(P(h), 2), _ = P(g), v = L(_), y = (e) => {
				var t = Cr();
				R((e) => K(t, `(${e ?? ""})`), [() => X("share", V(l).predicted_probability)]), G(e, t);
			};
			q(v, (e) => {
				V(l).predicted_probability !== null && e(y);
			}), O(g), O(h);
			var b = L(h, 2), x = (e) => {
				var t = Sc(), n = I(L(P(t)), !0);
				O(t), R(() => K(n, V(l).runner_up)), G(e, t);
			};
			q(b, (e) => {
				V(l).runner_up !== null && e(x);
			});
			var S = L(b, 2), ee = (e) => {
				var t = Cc(), n = L(P(t), 2);
				let r;
				var i = I(n);
				O(t), R(() => {
					r = ni(n, 1, "svelte-ohfaad", null, r, { wrong: V(l).outcome === "wrong" }), K(i, `${V(l).label ?? ""}${V(l).outcome ? `, ${V(l).outcome}` : ""}`);
				}), G(e, t);
			};
			q(S, (e) => {
				V(l).label !== null && e(ee);
			});
			var C = L(S, 2), te = I(L(P(C)));
			O(C), O(m);
			var w = L(m, 2), ne = P(w), re = P(ne);
			{
				let e = /* @__PURE__ */ j(() => V(u)?.overlays.find((e) => e.method === V(n).series.method && e.target_kind === V(n).series.target_kind)), t = /* @__PURE__ */ j(() => V(u)?.outlines.map((e) => e.segment).filter((e) => !bc(e)));
				pc(re, {
					get picture() {
						return V(u);
					},
					get name() {
						return V(l).image_id;
					},
					get overlay() {
						return V(e);
					},
					get opacity() {
						return V(a);
					},
					get segments() {
						return V(t);
					},
					lively: !0
				});
			}
			var ie = L(re, 2), ae = L(P(ie));
			hi(ae), O(ie);
			var oe = L(ie, 2), se = I(oe), ce = L(oe, 2), le = (e) => {
				var r = Tc();
				J(r, 21, () => t.overview.series, Rr, (e, t, r) => {
					let i = /* @__PURE__ */ j(() => V(u).overlays.find((e) => e.method === V(t).method && e.target_kind === V(t).target_kind));
					var a = wr(), o = F(a), s = (e) => {
						var a = wc(), o = P(a), s = P(o);
						pc(s, {
							get picture() {
								return V(u);
							},
							get name() {
								return `map of ${V(t).method ?? ""}`;
							},
							get overlay() {
								return V(i);
							},
							segments: [],
							opacity: .9
						});
						var c = I(L(s, 2));
						O(o), O(a), R((e) => {
							Y(o, "aria-pressed", r === V(n).at), K(c, `${e ?? ""}${V(t).target_kind ? ` → ${V(t).target_kind}` : ""}`);
						}, [() => Ii(V(t).method)]), H("click", o, () => Ys({ series: String(r) })), G(e, a);
					};
					q(o, (e) => {
						V(i) && e(s);
					}), G(e, a);
				}), O(r), G(e, r);
			};
			q(ce, (e) => {
				V(u) && V(u).overlays.length > 1 && e(le);
			}), O(ne);
			var ue = L(ne, 2), de = P(ue), fe = P(de), pe = P(fe);
			J(L(P(pe)), 17, () => t.overview.measures, (e) => e.name, (e, t) => {
				var n = Ec(), r = I(n, !0);
				R((e) => {
					Y(n, "title", V(t).says), K(r, e);
				}, [() => Fi(V(t).name)]), G(e, n);
			}), O(pe), O(fe);
			var me = L(fe);
			J(me, 21, () => V(r), (e) => e.segment, (e, i) => {
				var a = Oc();
				let o;
				var c = P(a), l = P(c), u = I(l, !0);
				O(c), J(L(c), 19, () => t.overview.measures, (e) => e.name, (e, t, n) => {
					var a = Dc();
					let o;
					var c = I(a, !0);
					R((e, t) => {
						o = ii(a, "", o, { background: e }), K(c, t);
					}, [() => V(n) === 0 || V(t).name === "effect" ? _c(mc(V(t), V(i).numbers[V(t).name] ?? null, s(V(r), V(t).name))) : void 0, () => X(V(t).name, V(i).numbers[V(t).name], V(t).signed)]), G(e, a);
				}), O(a), R((e) => {
					o = ni(a, 1, "svelte-ohfaad", null, o, { now: V(i).segment === V(n).segment }), Y(l, "href", e), K(u, V(i).segment);
				}, [() => Js("part", {
					segment: V(i).segment,
					series: $.asked.series
				})]), G(e, a);
			}), O(me), O(de), O(ue), O(w), R(() => {
				K(p, V(l).image_id), K(_, `${V(l).predicted ?? "not known" ?? ""} `), K(te, `${V(l).original_width ?? ""} × ${V(l).original_height ?? ""}`), gi(ae, V(a) * 100), K(se, `Orange speaks for ${V(i) ?? "the target" ?? ""}, blue against it. Hold the picture to see it as it is; point at an
          outline for its name.`);
			}), H("input", ae, (e) => Ys({ opacity: e.currentTarget.value })), G(e, c);
		};
		q(p, (e) => {
			V(l) === void 0 ? e(m) : e(h, -1);
		}), G(e, f);
	}), G(e, c), k();
}
mr(["input", "click"]);
// src/views/Choice.svelte
var jc = /* @__PURE__ */ U("<option> </option>"), Mc = /* @__PURE__ */ U("<label class=\"svelte-1blel8j\"><span> </span> <span class=\"menu svelte-1blel8j\"><select class=\"svelte-1blel8j\"></select></span></label>");
function Nc(e, t) {
	We(t, !0);
	var n = Mc(), r = P(n), i = I(r, !0), a = L(r, 2), o = P(a);
	J(o, 21, () => t.among, ([e, t]) => e, (e, t) => {
		var n = /* @__PURE__ */ j(() => h(V(t), 2));
		let r = () => V(n)[0], i = () => V(n)[1];
		var a = jc(), o = I(a, !0), s = {};
		R(() => {
			K(o, i()), s !== (s = r()) && (a.value = (a.__value = s) ?? "");
		}), G(e, a);
	}), O(o);
	var s;
	ci(o), O(a), O(n), R(() => {
		K(i, t.name), s !== (s = t.value) && (o.value = (o.__value = s) ?? "", si(o, s));
	}), H("change", o, (e) => t.chosen(e.currentTarget.value)), G(e, n), k();
}
mr(["change"]);
// src/views/Controls.svelte
var Pc = /* @__PURE__ */ U("<div class=\"controls svelte-o20bga\"><!> <!> <!> <!></div> <p class=\"soft small says svelte-o20bga\"><b> </b> </p>", 1);
function Fc(e, t) {
	We(t, !0);
	let n = Di(t, "groups", 3, !0), r = /* @__PURE__ */ j(() => new Set(t.overview.series.map((e) => e.method))), i = /* @__PURE__ */ j(() => new Set([...V(r)].map(Ii)).size === V(r).size), a = /* @__PURE__ */ j(() => t.overview.series.map((e, t) => {
		let n = V(i) ? Ii(e.method) : e.method;
		return [String(t), e.target_kind === null ? n : `${n} → ${e.target_kind}`];
	})), o = /* @__PURE__ */ j(() => t.overview.measures.map((e) => [e.name, Fi(e.name)])), s = /* @__PURE__ */ j(() => [["", "all images"], ...t.overview.by.map((e) => [e, Fi(e)])]);
	var c = Pc(), l = F(c), u = P(l), f = (e) => {
		{
			let n = /* @__PURE__ */ j(() => String(t.now.at));
			Nc(e, {
				name: "method → target",
				get value() {
					return V(n);
				},
				get among() {
					return V(a);
				},
				chosen: (e) => Ys({ series: e === "0" ? null : e })
			});
		}
	};
	q(u, (e) => {
		V(a).length > 1 && e(f);
	});
	var p = L(u, 2);
	Nc(p, {
		name: "measure",
		get value() {
			return t.now.measure.name;
		},
		get among() {
			return V(o);
		},
		chosen: (e) => Ys({ measure: e })
	});
	var m = L(p, 2), h = (e) => {
		Nc(e, {
			name: "told apart by",
			get value() {
				return t.now.by;
			},
			get among() {
				return V(s);
			},
			chosen: (e) => Ys({
				by: e || null,
				value: null
			})
		});
	};
	q(m, (e) => {
		n() && t.overview.by.length && e(h);
	}), qr(L(m, 2), () => t.children ?? d), O(l);
	var g = L(l, 2), _ = P(g), v = I(_, !0), y = L(_);
	O(g), R((e) => {
		K(v, e), K(y, ` = ${t.now.measure.formula ?? ""} · ${t.now.measure.says ?? ""}`);
	}, [() => Fi(t.now.measure.name)]), G(e, c), k();
}
// src/look/saved.ts
var Ic = [
	"fill",
	"fill-opacity",
	"stroke",
	"stroke-width",
	"stroke-dasharray",
	"stroke-linecap",
	"opacity",
	"font-family",
	"font-size",
	"font-weight",
	"text-anchor",
	"paint-order"
];
function Lc(e) {
	let t = e.cloneNode(!0), n = [e, ...e.querySelectorAll("*")], r = [t, ...t.querySelectorAll("*")];
	n.forEach((e, t) => {
		let n = getComputedStyle(e);
		for (let e of Ic) r[t].setAttribute(e, n.getPropertyValue(e));
		r[t].removeAttribute("class");
	});
	let i = document.createElementNS("http://www.w3.org/2000/svg", "rect");
	i.setAttribute("width", "100%"), i.setAttribute("height", "100%"), i.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor), t.prepend(i);
	for (let e of t.querySelectorAll("a")) e.replaceWith(...e.childNodes);
	return t.setAttribute("xmlns", "http://www.w3.org/2000/svg"), new XMLSerializer().serializeToString(t);
}
async function Rc(e, t = 3) {
	let n = new Image();
	n.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(Lc(e))}`, await n.decode();
	let r = document.createElement("canvas");
	return r.width = e.clientWidth * t, r.height = e.clientHeight * t, r.getContext("2d").drawImage(n, 0, 0, r.width, r.height), new Promise((e, t) => r.toBlob((n) => n === null ? t(/* @__PURE__ */ Error("no picture")) : e(n), "image/png"));
}
function zc(e, t) {
	let n = (e) => {
		if (e == null) return "";
		if (typeof e != "string") return String(e);
		let t = /^[=+\-@\t\r]/.test(e) ? `'${e}` : e;
		return /[",\n\r]/.test(t) ? `"${t.replaceAll("\"", "\"\"")}"` : t;
	};
	return [e, ...t].map((e) => e.map(n).join(",")).join("\r\n") + "\r\n";
}
function Bc(e, t, n = "text/plain") {
	let r = typeof t == "string" ? new Blob([t], { type: n }) : t, i = document.createElement("a");
	i.href = URL.createObjectURL(r), i.download = e.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_"), i.click(), setTimeout(() => URL.revokeObjectURL(i.href), 1e4);
}
// src/views/Saving.svelte
var Vc = /* @__PURE__ */ U("<button class=\"svelte-amb6r2\">SVG</button> <button class=\"svelte-amb6r2\">PNG</button>", 1), Hc = /* @__PURE__ */ U("<p class=\"saving controls svelte-amb6r2\">save <!> <button class=\"svelte-amb6r2\">CSV</button></p>");
function Uc(e, t) {
	We(t, !0);
	var n = Hc(), r = L(P(n)), i = (e) => {
		var n = Vc(), r = F(n), i = L(r, 2);
		H("click", r, () => {
			let e = t.svg();
			e && Bc(`${t.name}.svg`, Lc(e), "image/svg+xml");
		}), H("click", i, async () => {
			let e = t.svg();
			e && Bc(`${t.name}.png`, await Rc(e));
		}), G(e, n);
	};
	q(r, (e) => {
		t.svg && e(i);
	});
	var a = L(r, 2);
	O(n), H("click", a, () => Bc(`${t.name}.csv`, zc(t.columns, t.rows()), "text/csv")), G(e, n), k();
}
mr(["click"]);
// src/look/swarm.ts
var Wc = 1500;
function Gc(e, t, n) {
	let r = Array(e.length).fill(0), i = e.map((e, t) => t).sort((t, n) => e[t] - e[n]), a = [];
	for (let n of i) {
		let i = a.findIndex((r) => e[n] - r >= t), o = i < 0 ? a.length : i;
		a[o] = e[n], r[n] = (o % 2 ? 1 : -1) * Math.ceil(o / 2);
	}
	let o = Math.max(...r.map(Math.abs), 1);
	return o <= n ? r : r.map((e) => e * n / o);
}
function Kc(e, t) {
	return e.length <= t ? e : Array.from({ length: t }, (n, r) => e[Math.floor(r * e.length / t)]);
}
// src/views/Distribution.svelte
var qc = /* @__PURE__ */ W("<line class=\"grid svelte-61tn2i\"></line><text text-anchor=\"middle\" class=\"tick svelte-61tn2i\"> </text>", 1), Jc = /* @__PURE__ */ W("<line class=\"even svelte-61tn2i\"></line>"), Yc = /* @__PURE__ */ W("<line class=\"whisker svelte-61tn2i\"></line><rect y=\"-9\" height=\"18\" class=\"box svelte-61tn2i\"></rect><line y1=\"-9\" y2=\"9\" class=\"median svelte-61tn2i\"></line>", 1), Xc = /* @__PURE__ */ W("<a class=\"svelte-61tn2i\"><circle><title> </title></circle></a>"), Zc = /* @__PURE__ */ W("<line y1=\"15\" y2=\"15\" class=\"interval svelte-61tn2i\"></line>"), Qc = /* @__PURE__ */ W("<!><path class=\"mean svelte-61tn2i\"></path>", 1), $c = /* @__PURE__ */ W("<g><text y=\"4\" text-anchor=\"end\" class=\"name svelte-61tn2i\"> <title> </title></text><!><!><!></g>"), el = /* @__PURE__ */ U("<div><svg role=\"group\" class=\"svelte-61tn2i\"><!><!><!></svg></div> <!>", 1);
function tl(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ Rt(800), r = /* @__PURE__ */ Rt(void 0), i = /* @__PURE__ */ j(() => 8 + t.rows.length * 46 + 26), a = /* @__PURE__ */ j(() => t.rows.flatMap((e) => [...e.values.map((e) => e.numbers[t.measure.name] ?? NaN), ...e.box === void 0 ? [] : [e.box.q05, e.box.q95]])), o = /* @__PURE__ */ j(() => {
		let e = V(a).filter(Number.isFinite);
		if (t.measure.even !== null && e.push(t.measure.even), e.length === 0) return [0, 1];
		let [n, r] = [Math.min(...e), Math.max(...e)];
		return n === r ? [n - 1, r + 1] : [n, r];
	}), s = /* @__PURE__ */ j(() => Is(V(o), [150, Math.max(V(n) - 16, 200)]).nice()), c = /* @__PURE__ */ j(() => V(s).ticks(Math.max(2, Math.floor((V(n) - 150) / 90))));
	function l(e) {
		let n = Kc(e.values.filter((e) => Number.isFinite(e.numbers[t.measure.name] ?? NaN)), Wc), r = n.map((e) => V(s)(e.numbers[t.measure.name])), i = Gc(r, 6.5, 17 / 6);
		return n.map((e, t) => ({
			value: e,
			x: r[t],
			y: i[t] * 2 * 3
		}));
	}
	function u(e) {
		return e.length <= 21 ? e : e.slice(0, 20) + "…";
	}
	var d = el(), f = F(d), p = P(f), m = P(p);
	J(m, 16, () => V(c), (e) => e, (e, n) => {
		var r = qc(), a = F(r);
		Y(a, "y1", 8);
		var o = L(a), c = I(o, !0);
		R((e, t, n, r) => {
			Y(a, "x1", e), Y(a, "x2", t), Y(a, "y2", V(i) - 22), Y(o, "x", n), Y(o, "y", V(i) - 6), K(c, r);
		}, [
			() => V(s)(n),
			() => V(s)(n),
			() => V(s)(n),
			() => X(t.measure.name, n, t.measure.signed)
		]), G(e, r);
	});
	var h = L(m), g = (e) => {
		var n = Jc();
		Y(n, "y1", 8), R((e, t) => {
			Y(n, "x1", e), Y(n, "x2", t), Y(n, "y2", V(i) - 22);
		}, [() => V(s)(t.measure.even), () => V(s)(t.measure.even)]), G(e, n);
	};
	q(h, (e) => {
		t.measure.even !== null && e(g);
	}), J(L(h), 19, () => t.rows, (e) => e.name, (e, n, r) => {
		let i = /* @__PURE__ */ j(() => 8 + V(r) * 46 + 23);
		var a = $c();
		let o;
		var c = P(a);
		Y(c, "x", 138);
		var d = P(c, !0), f = I(L(d), !0);
		O(c);
		var p = L(c), m = (e) => {
			var t = Yc(), r = F(t), i = L(r), a = L(i);
			R((e, t, n, o, s, c) => {
				Y(r, "x1", e), Y(r, "x2", t), Y(i, "x", n), Y(i, "width", o), Y(a, "x1", s), Y(a, "x2", c);
			}, [
				() => V(s)(V(n).box.q05),
				() => V(s)(V(n).box.q95),
				() => V(s)(V(n).box.q25),
				() => Math.max(V(s)(V(n).box.q75) - V(s)(V(n).box.q25), 1),
				() => V(s)(V(n).box.median),
				() => V(s)(V(n).box.median)
			]), G(e, t);
		};
		q(p, (e) => {
			V(n).box && e(m);
		});
		var h = L(p);
		J(h, 17, () => l(V(n)), Rr, (e, n) => {
			var r = Xc(), i = P(r);
			Y(i, "r", 3);
			let a;
			var o = I(P(i));
			O(i), O(r), R((e, t, s) => {
				Y(r, "href", e), Y(r, "aria-label", `${V(n).value.image.image_id ?? ""}: ${t ?? ""}`), Y(i, "cx", V(n).x), Y(i, "cy", V(n).y), a = ni(i, 0, "dot svelte-61tn2i", null, a, { wrong: V(n).value.image.outcome === "wrong" }), K(o, `${V(n).value.image.image_id ?? ""} · ${s ?? ""}`);
			}, [
				() => Js("image", {
					image: V(n).value.image.image_id,
					segment: V(n).value.segment,
					series: t.series
				}),
				() => X(t.measure.name, V(n).value.numbers[t.measure.name], t.measure.signed),
				() => X(t.measure.name, V(n).value.numbers[t.measure.name], t.measure.signed)
			]), G(e, r);
		});
		var g = L(h), _ = (e) => {
			var t = Qc(), r = F(t), i = (e) => {
				var t = Zc();
				R((e, n) => {
					Y(t, "x1", e), Y(t, "x2", n);
				}, [() => V(s)(V(n).low), () => V(s)(V(n).high)]), G(e, t);
			};
			q(r, (e) => {
				V(n).low !== null && V(n).high !== null && e(i);
			});
			var a = L(r);
			R((e) => Y(a, "d", `M${e ?? ""} 11l4 4l-4 4l-4 -4z`), [() => V(s)(V(n).mean)]), G(e, t);
		};
		q(g, (e) => {
			V(n).mean !== null && e(_);
		}), O(a), R((e) => {
			Y(a, "transform", `translate(0 ${V(i) ?? ""})`), o = ni(a, 0, "svelte-61tn2i", null, o, { blind: V(n).blind }), K(d, e), K(f, V(n).name);
		}, [() => u(V(n).name)]), G(e, a);
	}), O(p), wi(p, (e) => N(r, e), () => V(r)), O(f);
	var _ = L(f, 2);
	{
		let e = /* @__PURE__ */ j(() => t.rows[0]?.values[0]?.segment ?? "part"), n = /* @__PURE__ */ j(() => t.measure.name), i = /* @__PURE__ */ j(() => [
			"group",
			"image_id",
			"label",
			"predicted",
			t.measure.name
		]);
		Uc(_, {
			get name() {
				return `${V(e) ?? ""} ${V(n) ?? ""}`;
			},
			svg: () => V(r),
			get columns() {
				return V(i);
			},
			rows: () => t.rows.flatMap((e) => e.values.map((n) => [
				e.name,
				n.image.image_id,
				n.image.label,
				n.image.predicted,
				n.numbers[t.measure.name]
			]))
		});
	}
	R(() => {
		Y(p, "width", V(n)), Y(p, "height", V(i)), Y(p, "aria-label", `${t.measure.name ?? ""} by group`);
	}), Si(f, "clientWidth", (e) => N(n, e)), G(e, d), k();
}
// src/views/Scatter.svelte
var nl = /* @__PURE__ */ U("<p class=\"soft small\">No image has both: removing needs room for a placebo.</p>"), rl = /* @__PURE__ */ W("<line y1=\"10\"></line><text text-anchor=\"middle\" class=\"svelte-1qjyb8i\"> </text>", 1), il = /* @__PURE__ */ W("<line></line><text text-anchor=\"end\" class=\"svelte-1qjyb8i\"> </text>", 1), al = /* @__PURE__ */ W("<a class=\"svelte-1qjyb8i\"><circle r=\"3.5\"><title> </title></circle></a>"), ol = /* @__PURE__ */ W("<svg role=\"group\" class=\"svelte-1qjyb8i\"><!><!><text text-anchor=\"end\" class=\"axis svelte-1qjyb8i\"> </text><text y=\"4\" class=\"axis svelte-1qjyb8i\" dominant-baseline=\"hanging\"> </text><!></svg><!>", 1), sl = /* @__PURE__ */ U("<div><!></div>");
function cl(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ Rt(640), r = /* @__PURE__ */ Rt(void 0), i = /* @__PURE__ */ j(() => Kc(t.values.filter((e) => [t.across, t.up].every((t) => Number.isFinite(e.numbers[t.name] ?? NaN))), Wc));
	function a(e) {
		let t = [...V(i).map((t) => t.numbers[e.name]), e.even ?? 0], [n, r] = [Math.min(...t), Math.max(...t)];
		return n === r ? [n - 1, r + 1] : [n, r];
	}
	let o = /* @__PURE__ */ j(() => Is(a(t.across), [58, V(n) - 14]).nice()), s = /* @__PURE__ */ j(() => Is(a(t.up), [280, 10]).nice());
	var c = sl(), l = P(c), u = (e) => {
		G(e, nl());
	}, d = (e) => {
		var a = ol(), c = F(a);
		Y(c, "height", 320);
		var l = P(c);
		J(l, 16, () => V(o).ticks(Math.max(2, Math.floor(V(n) / 110))), (e) => e, (e, n) => {
			var r = rl(), i = F(r);
			Y(i, "y2", 280);
			let a;
			var s = L(i);
			Y(s, "y", 296);
			var c = I(s, !0);
			R((e, r, o, l) => {
				Y(i, "x1", e), Y(i, "x2", r), a = ni(i, 0, "grid svelte-1qjyb8i", null, a, { even: n === (t.across.even ?? 0) }), Y(s, "x", o), K(c, l);
			}, [
				() => V(o)(n),
				() => V(o)(n),
				() => V(o)(n),
				() => X(t.across.name, n, t.across.signed)
			]), G(e, r);
		});
		var u = L(l);
		J(u, 16, () => V(s).ticks(6), (e) => e, (e, r) => {
			var i = il(), a = F(i);
			Y(a, "x1", 58);
			let o;
			var c = L(a);
			Y(c, "x", 50);
			var l = I(c, !0);
			R((e, i, s, u) => {
				Y(a, "x2", V(n) - 14), Y(a, "y1", e), Y(a, "y2", i), o = ni(a, 0, "grid svelte-1qjyb8i", null, o, { even: r === (t.up.even ?? 0) }), Y(c, "y", s), K(l, u);
			}, [
				() => V(s)(r),
				() => V(s)(r),
				() => V(s)(r) + 4,
				() => X(t.up.name, r, t.up.signed)
			]), G(e, i);
		});
		var d = L(u);
		Y(d, "y", 316);
		var f = I(d), p = L(d);
		Y(p, "x", 58);
		var m = I(p);
		J(L(p), 17, () => V(i), Rr, (e, n) => {
			var r = al(), i = P(r);
			let a;
			var c = I(P(i));
			O(i), O(r), R((e, t, o, s, l, u, d) => {
				Y(r, "href", e), Y(r, "aria-label", V(n).image.image_id), Y(i, "cx", t), Y(i, "cy", o), a = ni(i, 0, "svelte-1qjyb8i", null, a, { wrong: V(n).image.outcome === "wrong" }), K(c, `${V(n).image.image_id ?? ""} · ${s ?? ""}${l ?? ""} · ${u ?? ""}${d ?? ""}`);
			}, [
				() => Js("image", {
					image: V(n).image.image_id,
					segment: V(n).segment,
					series: t.series
				}),
				() => V(o)(V(n).numbers[t.across.name]),
				() => V(s)(V(n).numbers[t.up.name]),
				() => Fi(t.across.name),
				() => X(t.across.name, V(n).numbers[t.across.name], t.across.signed),
				() => Fi(t.up.name),
				() => X(t.up.name, V(n).numbers[t.up.name], t.up.signed)
			]), G(e, r);
		}), O(c), wi(c, (e) => N(r, e), () => V(r));
		var h = L(c);
		{
			let e = /* @__PURE__ */ j(() => V(i)[0]?.segment), n = /* @__PURE__ */ j(() => t.up.name), a = /* @__PURE__ */ j(() => t.across.name), o = /* @__PURE__ */ j(() => [
				"image_id",
				t.across.name,
				t.up.name
			]);
			Uc(h, {
				get name() {
					return `${V(e) ?? ""} ${V(n) ?? ""} ${V(a) ?? ""}`;
				},
				svg: () => V(r),
				get columns() {
					return V(o);
				},
				rows: () => V(i).map((e) => [
					e.image.image_id,
					e.numbers[t.across.name],
					e.numbers[t.up.name]
				])
			});
		}
		R((e, t, r, i) => {
			Y(c, "width", V(n)), Y(c, "aria-label", `${e ?? ""} against ${t ?? ""}`), Y(d, "x", V(n) - 14), K(f, `${r ?? ""} →`), K(m, `↑ ${i ?? ""}, logits`);
		}, [
			() => Fi(t.up.name),
			() => Fi(t.across.name),
			() => Fi(t.across.name),
			() => Fi(t.up.name)
		]), G(e, a);
	};
	q(l, (e) => {
		V(i).length === 0 ? e(u) : e(d, -1);
	}), O(c), Si(c, "clientWidth", (e) => N(n, e)), G(e, c), k();
}
// src/source/inlined.ts
function ll(e) {
	return e === void 0 ? () => null : Array.isArray(e) ? (t) => e[t] : (t) => e.of[e.at[t]];
}
function ul(e) {
	let t = Object.values(e)[0];
	return t === void 0 ? 0 : Array.isArray(t) ? t.length : t.at.length;
}
function dl(e) {
	let t = Object.entries(e).map(([e, t]) => [e, ll(t)]);
	return Array.from({ length: ul(e) }, (e, n) => Object.fromEntries(t.map(([e, t]) => [e, t(n)])));
}
function fl(e) {
	let t = new Map(dl(e.images).map((e) => [e.image_id, e])), n = /* @__PURE__ */ new Map(), r;
	function i(t) {
		let r = n.get(t);
		return r === void 0 && (r = dl(e.groups[t] ?? {}).map((e) => ({
			...e,
			value: t === "" ? null : e[t] ?? null
		})), n.set(t, r)), r;
	}
	function a() {
		if (r !== void 0) return r;
		let n = e.overview.measures.map((e) => e.name);
		return r = dl(e.values).map((e) => ({
			image: t.get(e.image_id),
			method: e.method,
			target_kind: e.target_kind,
			target_class: e.target_class,
			segment: e.segment,
			numbers: Object.fromEntries(n.map((t) => [t, e[t]]))
		})), r;
	}
	return {
		overview: async () => e.overview,
		findings: async () => e.findings,
		groups: async (e) => i(e),
		values: async (e) => a().filter((t) => pl(t, e)),
		image: async (e) => t.get(e),
		picture: async (t) => Object.hasOwn(e.pictures, t) ? e.pictures[t] : void 0
	};
}
function pl(e, t) {
	return t.segment !== void 0 && e.segment !== t.segment || t.image_id !== void 0 && e.image.image_id !== t.image_id || t.series !== void 0 && (e.method !== t.series.method || e.target_kind !== t.series.target_kind) ? !1 : t.by === void 0 || t.by === "" || ml(e, t.by) === t.value;
}
function ml(e, t) {
	return t === "target_class" ? e.target_class : e.image[t] ?? null;
}
// src/pages/Part.svelte
var hl = /* @__PURE__ */ U("<h1>No part has rows</h1>"), gl = /* @__PURE__ */ U("<p class=\"soft small\"> </p>"), _l = /* @__PURE__ */ U(" <span class=\"soft\"> </span>", 1), vl = /* @__PURE__ */ U("<tr><th scope=\"row\" class=\"svelte-1drpf5n\"> </th><td class=\"number\"> </td><td> </td><td><!></td><td><!></td><td><!></td><td class=\"number\"> </td></tr>"), yl = /* @__PURE__ */ U("<h2>Beside what removing it does</h2> <p class=\"soft small\">Across: what the map says. Up: by how much the target falls when the part is replaced, beyond replacing as much\n        elsewhere. Where both agree dots rise to the right.</p> <!>", 1), bl = /* @__PURE__ */ U("<h2>Over images</h2> <p class=\"soft small\"> </p> <!> <!> <h2>All measures</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\" class=\"number\">mean</th><th scope=\"col\">95 % interval</th><th scope=\"col\">beside even and its margin</th><th scope=\"col\">verdict</th><th scope=\"col\">hardest null</th><th scope=\"col\" class=\"number\">images</th></tr></thead><tbody></tbody></table></div> <!>", 1), xl = /* @__PURE__ */ U("<h1> </h1> <p class=\"soft\"> <a>its pictures</a></p> <!> <!>", 1);
function Sl(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ j(() => yc(t.overview, $.asked)), r = /* @__PURE__ */ j(() => t.overview.segments.find((e) => e.segment === V(n).segment) ?? t.overview.segments[0]), i = /* @__PURE__ */ j(() => Promise.all([
		t.source.groups(""),
		V(n).by === "" ? Promise.resolve([]) : t.source.groups(V(n).by),
		t.source.values({
			series: V(n).series,
			segment: V(r)?.segment ?? ""
		})
	])), a = /* @__PURE__ */ j(() => t.overview.measures.find((e) => e.name === "effect"));
	function o(e, t) {
		return e.filter((e) => e.segment === V(r)?.segment && e.measure === t && e.target_kind === V(n).series.target_kind && e.images > 0 && (e.kind !== "attribution" || e.method === V(n).series.method));
	}
	function s(e) {
		let { q05: t, q25: n, median: r, q75: i, q95: a } = e;
		if (t !== null && n !== null && r !== null && i !== null && a !== null) return {
			q05: t,
			q25: n,
			median: r,
			q75: i,
			q95: a
		};
	}
	function c(e, t, r, i) {
		let a = (e, t, n) => ({
			name: t,
			values: n,
			box: e.images > 2 ? s(e) : void 0,
			mean: e.images > 2 ? e.mean : null,
			low: e.kind === "attribution" && e.measure === i.name ? u(e, e.low) : null,
			high: e.kind === "attribution" && e.measure === i.name ? u(e, e.high) : null
		}), c = o(t, i.name).sort((e, t) => t.images - e.images);
		return {
			rows: [
				...o(e, i.name).filter((e) => e.kind === "attribution").map((e) => a(e, "all images", r)),
				...c.slice(0, 12).map((e) => a(e, e.value ?? "(none)", r.filter((t) => ml(t, V(n).by) === e.value))),
				...o(e, i.name).filter((e) => e.kind === "null" && e.mean !== null).map((e) => ({
					...a(e, e.method.split(":")[0] ?? e.method, []),
					blind: !0
				}))
			],
			left: Math.max(c.length - 12, 0)
		};
	}
	function l(e) {
		if (e.p_adjusted === null) return;
		let t = e.tested === null ? "" : `, corrected for ${Z(e.tested)} that were tested`;
		return `p = ${e.p_adjusted < 1e-4 ? "under 0.0001" : e.p_adjusted.toPrecision(2)}${t}`;
	}
	function u(e, t) {
		return t === null || e.estimate === null || e.mean === null ? null : t - e.estimate + e.mean;
	}
	var d = wr(), f = F(d), p = (e) => {
		G(e, hl());
	}, m = (e) => {
		var s = xl(), u = F(s), d = I(u, !0), f = L(u, 2), p = P(f), m = L(p);
		O(f);
		var h = L(f, 2);
		Fc(h, {
			get overview() {
				return t.overview;
			},
			get now() {
				return V(n);
			},
			children: (e, n) => {
				{
					let n = /* @__PURE__ */ j(() => t.overview.segments.map((e) => [e.segment, e.segment]));
					Nc(e, {
						name: "part",
						get value() {
							return V(r).segment;
						},
						get among() {
							return V(n);
						},
						chosen: (e) => Ys({ segment: e })
					});
				}
			},
			$$slots: { default: !0 }
		}), Lr(L(h, 2), () => V(i), null, (e, r) => {
			var i = /* @__PURE__ */ j(() => {
				var [e, t, n] = V(r);
				return {
					all: e,
					apart: t,
					values: n
				};
			}), s = /* @__PURE__ */ j(() => V(i).all), u = /* @__PURE__ */ j(() => V(i).apart), d = /* @__PURE__ */ j(() => V(i).values);
			let f = /* @__PURE__ */ j(() => c(V(s), V(u), V(d), V(n).measure));
			var p = bl(), m = L(F(p), 2), h = I(m), g = L(m, 2);
			tl(g, {
				get rows() {
					return V(f).rows;
				},
				get measure() {
					return V(n).measure;
				},
				get series() {
					return $.asked.series;
				}
			});
			var _ = L(g, 2), v = (e) => {
				var t = gl(), n = I(t);
				R((e) => K(n, `${e ?? ""} groups with fewer images are not drawn.`), [() => Z(V(f).left)]), G(e, t);
			};
			q(_, (e) => {
				V(f).left && e(v);
			});
			var y = L(_, 4), b = P(y), x = L(P(b));
			J(x, 21, () => t.overview.measures, (e) => e.name, (e, t) => {
				var r = wr();
				J(F(r), 17, () => o(V(s), V(t).name).filter((e) => e.kind === "attribution"), (e) => V(t).name, (e, r) => {
					var i = vl();
					let a;
					var o = P(i), s = I(o, !0), c = L(o), u = I(c, !0), d = L(c), f = I(d, !0), p = L(d), m = P(p), h = (e) => {
						Us(e, {
							get measure() {
								return V(t).name;
							},
							get signed() {
								return V(t).signed;
							},
							get estimate() {
								return V(r).estimate;
							},
							get low() {
								return V(r).low;
							},
							get high() {
								return V(r).high;
							},
							get reference() {
								return V(r).reference;
							},
							get margin() {
								return V(r).margin;
							},
							get direction() {
								return V(r).direction;
							},
							get null_mean() {
								return V(r).null_mean;
							}
						});
					};
					q(m, (e) => {
						V(r).reference !== null && e(h);
					}), O(p);
					var g = L(p), _ = P(g);
					{
						let e = /* @__PURE__ */ j(() => l(V(r)));
						Gs(_, {
							get verdict() {
								return V(r).verdict;
							},
							get direction() {
								return V(r).direction;
							},
							get why() {
								return V(e);
							}
						});
					}
					O(g);
					var v = L(g), y = P(v), b = (e) => {
						var n = _l(), i = F(n), a = I(L(i));
						R((e, t) => {
							K(i, `${e ?? ""} `), K(a, `${t ?? ""}${V(r).nulls_beaten === null ? "" : `; beats ${V(r).nulls_beaten} of ${V(r).nulls}`}`);
						}, [() => X(V(t).name, V(r).null_mean, V(t).signed), () => V(r).null.split(":")[0]]), G(e, n);
					};
					q(y, (e) => {
						V(r).null !== null && e(b);
					}), O(v);
					var x = I(L(v), !0);
					O(i), R((e, r, c, l) => {
						a = ni(i, 1, "svelte-1drpf5n", null, a, { now: V(t).name === V(n).measure.name }), Y(o, "title", V(t).says), K(s, e), K(u, r), K(f, c), K(x, l);
					}, [
						() => Fi(V(t).name),
						() => X(V(t).name, V(r).mean, V(t).signed),
						() => ji(V(t).name, V(r).low, V(r).high, V(t).signed),
						() => Z(V(r).images - V(r).undefined)
					]), G(e, i);
				}), G(e, r);
			}), O(x), O(b), O(y);
			var S = L(y, 2), ee = (e) => {
				var r = yl(), i = L(F(r), 4);
				{
					let e = /* @__PURE__ */ j(() => V(n).measure.name === "effect" ? t.overview.measures[0] : V(n).measure);
					cl(i, {
						get values() {
							return V(d);
						},
						get across() {
							return V(e);
						},
						get up() {
							return V(a);
						},
						get series() {
							return $.asked.series;
						}
					});
				}
				G(e, r);
			};
			q(S, (e) => {
				V(a) !== void 0 && t.overview.effects && e(ee);
			}), R((e) => K(h, `A dot is an image${e ?? ""}; boxes hold the
      middle half, whiskers reach from 5 % to 95 %; the diamond is the mean with its 95 % interval.`), [() => t.overview.by.includes("outcome") ? ", orange where the prediction is wrong" : ""]), G(e, p);
		}), R((e, t) => {
			K(d, V(r).segment), K(p, `in view in ${e ?? ""}${V(r).role ? ` · ${V(r).role}` : ""}${V(r).parent ? ` · part of ${V(r).parent}` : ""} · `), Y(m, "href", t);
		}, [() => Pi(V(r).images), () => Js("pictures", $.asked)]), G(e, s);
	};
	q(f, (e) => {
		V(r) === void 0 ? e(p) : e(m, -1);
	}), G(e, d), k();
}
// src/pages/Parts.svelte
var Cl = /* @__PURE__ */ U("<label class=\"search svelte-vg0ykk\"><span>find a part</span> <input type=\"search\" class=\"svelte-vg0ykk\"/></label>"), wl = /* @__PURE__ */ U("<th scope=\"col\" class=\"group svelte-vg0ykk\"><button class=\"svelte-vg0ykk\"> </button></th>"), Tl = /* @__PURE__ */ U("<a><span class=\"mean svelte-vg0ykk\"> </span> <span class=\"range svelte-vg0ykk\"> </span></a>"), El = /* @__PURE__ */ U("<span class=\"none svelte-vg0ykk\" title=\"in view in no image\">·</span>"), Dl = /* @__PURE__ */ U("<td class=\"svelte-vg0ykk\"><!></td>"), Ol = /* @__PURE__ */ U("<tr><th scope=\"row\" class=\"svelte-vg0ykk\"><a class=\"svelte-vg0ykk\"> </a></th><!></tr>"), kl = /* @__PURE__ */ U("<tr><td class=\"soft svelte-vg0ykk\">No part is called like that.</td></tr>"), Al = /* @__PURE__ */ U("<p class=\"soft small\"> </p>"), jl = /* @__PURE__ */ U("<span class=\"soft\"> </span>"), Ml = /* @__PURE__ */ U("<b> </b> <!> <!> <!> <!>", 1), Nl = /* @__PURE__ */ U("<span class=\"soft\">Orange is above an even spread, blue below; pale where too few images give no interval. Thin numbers are not settled. A cell opens its pictures.</span>"), Pl = /* @__PURE__ */ U("<div class=\"scroll\"><table class=\"svelte-vg0ykk\"><thead class=\"svelte-vg0ykk\"><tr><th scope=\"col\" class=\"svelte-vg0ykk\"><button class=\"svelte-vg0ykk\">part</button></th><!></tr></thead><tbody class=\"svelte-vg0ykk\"></tbody></table></div> <!> <!> <div class=\"told svelte-vg0ykk\" aria-hidden=\"true\"><!></div>", 1), Fl = /* @__PURE__ */ U("<h1> </h1> <!> <!>", 1);
function Il(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ j(() => {
		let e = yc(t.overview, $.asked).series.target_kind, n = e === "predicted" || e === "label" ? "target_class" : "predicted";
		return t.overview.by.includes(n) ? n : t.overview.by[0] ?? "";
	}), r = /* @__PURE__ */ j(() => yc(t.overview, {
		by: V(n),
		...$.asked
	})), i = /* @__PURE__ */ j(() => $.asked.search ?? ""), a = /* @__PURE__ */ j(() => $.asked.sort ?? ""), o = /* @__PURE__ */ j(() => Promise.all([t.source.groups(""), V(r).by === "" ? [] : t.source.groups(V(r).by)]));
	function s(e) {
		return e.kind === "attribution" && e.method === V(r).series.method && e.target_kind === V(r).series.target_kind && e.measure === V(r).measure.name;
	}
	function c([e, n]) {
		let o = /* @__PURE__ */ new Map(), c = /* @__PURE__ */ new Map(), l = (e, t) => JSON.stringify([e, t === void 0 ? 0 : [t]]);
		for (let t of e.filter(s)) o.set(l(t.segment, void 0), t);
		for (let e of n.filter(s)) o.set(l(e.segment, e.value), e), c.set(e.value, Math.max(c.get(e.value) ?? 0, e.images));
		let u = [...c].sort((e, t) => t[1] - e[1]).map(([e]) => e), d = u.slice(0, 60), f = [{
			key: void 0,
			name: "all images"
		}, ...d.map((e) => ({
			key: e,
			name: e ?? "(none)"
		}))], p = (e, t) => o.get(l(e, t)), m = V(a) === "" ? void 0 : f[Number(V(a))]?.key, h = (e) => p(e, m)?.mean ?? -Infinity, g = (e) => Number((p(e, m)?.low ?? null) === null), _ = V(i).toLowerCase(), v = t.overview.segments.map((e) => e.segment).filter((e) => e.toLowerCase().includes(_)).filter((e) => f.some((t) => p(e, t.key)?.images)).sort((e, t) => V(a) === "name" ? e.localeCompare(t) : Number(bc(e)) - Number(bc(t)) || g(e) - g(t) || h(t) - h(e) || e.localeCompare(t)), y = [...o.values()].filter((e) => e.mean !== null && e.images > 1).map((e) => Math.abs(hc(V(r).measure, e.mean))).sort((e, t) => e - t);
		return {
			rows: v,
			columns: f,
			cell: p,
			most: y[Math.floor(.95 * (y.length - 1))] ?? 1,
			left: u.length - d.length
		};
	}
	function l(e, t, n) {
		return `${t}, ${n}: ${X(e.measure, e.mean, V(r).measure.signed)}${e.low === null ? "" : `, 95 % interval ${ji(e.measure, e.low, e.high, V(r).measure.signed)}`}, ${Pi(e.images)}${e.verdict ? `, ${e.verdict}` : ""}${e.direction ? ` (${e.direction})` : ""}`;
	}
	let u = /* @__PURE__ */ Rt(void 0);
	function d(e) {
		let t = {
			ArrowLeft: [0, -1],
			ArrowRight: [0, 1],
			ArrowUp: [-1, 0],
			ArrowDown: [1, 0]
		}[e.key], n = e.target.closest("[data-row]");
		if (t === void 0 || n === null) return;
		let [r, i] = [Number(n.dataset.row) + t[0], Number(n.dataset.column) + t[1]], a = document.querySelector(`[data-row="${r}"][data-column="${i}"]`);
		a !== null && (e.preventDefault(), a.focus());
	}
	let f = /* @__PURE__ */ new Set(["inconclusive", "too few images"]);
	var p = Fl(), m = F(p), h = I(m), g = L(m, 2);
	Fc(g, {
		get overview() {
			return t.overview;
		},
		get now() {
			return V(r);
		},
		children: (e, t) => {
			var n = Cl(), r = L(P(n), 2);
			hi(r), O(n), R(() => gi(r, V(i))), H("input", r, (e) => Ys({ search: e.currentTarget.value || null })), G(e, n);
		},
		$$slots: { default: !0 }
	}), Lr(L(g, 2), () => V(o), null, (e, n) => {
		let i = /* @__PURE__ */ j(() => c(V(n)));
		var o = Pl(), s = F(o), p = P(s), m = P(p), h = P(m), g = P(h), _ = I(g);
		J(L(g), 17, () => V(i).columns, Rr, (e, t, n) => {
			let r = /* @__PURE__ */ j(() => V(a) === String(n) || V(a) === "" && n === 0);
			var i = wl(), o = P(i), s = I(o, !0);
			O(i), R(() => {
				Y(i, "aria-sort", V(r) ? "descending" : "none"), Y(o, "title", V(t).name), K(s, V(t).name);
			}), H("click", o, () => Ys({ sort: n === 0 ? null : String(n) })), G(e, i);
		}), O(h), O(m);
		var v = L(m);
		J(v, 22, () => V(i).rows, (e) => e, (e, t, n) => {
			var a = Ol();
			let o;
			var s = P(a), c = P(s), d = I(c, !0);
			O(s), J(L(s), 17, () => V(i).columns, Rr, (e, a, o) => {
				let s = /* @__PURE__ */ j(() => V(i).cell(t, V(a).key));
				var c = Dl(), d = P(c), p = (e) => {
					var c = Tl();
					let d;
					Y(c, "data-column", o);
					let p;
					var m = P(c), h = I(m, !0), g = I(L(m, 2), !0);
					O(c), R((e, t, r, i, a, o) => {
						d = ni(c, 1, "cell svelte-vg0ykk", null, d, { open: e }), Y(c, "data-row", V(n)), Y(c, "href", t), Y(c, "aria-label", r), p = ii(c, "", p, { background: i }), K(h, a), K(g, o);
					}, [
						() => V(s).verdict !== null && f.has(V(s).verdict),
						() => Js("pictures", {
							segment: t,
							series: $.asked.series,
							measure: V(r).measure.name,
							by: V(a).key === void 0 ? void 0 : V(r).by,
							value: V(a).key === void 0 ? void 0 : V(a).key ?? ""
						}),
						() => l(V(s), t, V(a).name),
						() => _c(mc(V(r).measure, V(s).mean, V(i).most) * (V(s).low === null ? .4 : 1)),
						() => X(V(s).measure, V(s).mean, V(r).measure.signed),
						() => ji(V(s).measure, V(s).low, V(s).high, V(r).measure.signed) || Pi(V(s).images)
					]), pr("focus", c, () => N(u, {
						segment: t,
						name: V(a).name,
						group: V(s)
					}, !0)), pr("mouseenter", c, () => N(u, {
						segment: t,
						name: V(a).name,
						group: V(s)
					}, !0)), G(e, c);
				}, m = (e) => {
					G(e, El());
				};
				q(d, (e) => {
					V(s)?.images ? e(p) : e(m, -1);
				}), O(c), G(e, c);
			}), O(a), R((e, n) => {
				o = ni(a, 1, "svelte-vg0ykk", null, o, { leftover: e }), Y(c, "title", t), Y(c, "href", n), K(d, t);
			}, [() => bc(t), () => Js("part", {
				segment: t,
				series: $.asked.series,
				measure: $.asked.measure,
				by: V(r).by
			})]), G(e, a);
		}, (e) => {
			var t = kl(), n = I(t);
			R(() => Y(n, "colspan", V(i).columns.length + 1)), G(e, t);
		}), O(v), O(p), O(s);
		var y = L(s, 2), b = (e) => {
			var t = Al(), n = I(t);
			R((e, t) => K(n, `${e ?? ""} groups with the most images; ${t ?? ""} more are not shown.`), [() => Z(V(i).columns.length - 1), () => Z(V(i).left)]), G(e, t);
		};
		q(y, (e) => {
			V(i).left && e(b);
		});
		var x = L(y, 2);
		{
			let e = /* @__PURE__ */ j(() => t.overview.title), n = /* @__PURE__ */ j(() => V(r).by || "parts"), a = /* @__PURE__ */ j(() => V(r).measure.name), o = /* @__PURE__ */ j(() => [
				"segment",
				V(r).by || "group",
				"mean",
				"low",
				"high",
				"images",
				"verdict",
				"direction"
			]);
			Uc(x, {
				get name() {
					return `${V(e) ?? ""} ${V(n) ?? ""} ${V(a) ?? ""}`;
				},
				get columns() {
					return V(o);
				},
				rows: () => V(i).rows.flatMap((e) => V(i).columns.flatMap((t) => {
					let n = V(i).cell(e, t.key);
					return n?.images ? [[
						e,
						t.name,
						n.mean,
						n.low,
						n.high,
						n.images,
						n.verdict,
						n.direction
					]] : [];
				}))
			});
		}
		var S = L(x, 2), ee = P(S), C = (e) => {
			let t = /* @__PURE__ */ j(() => V(u).group);
			var n = Ml(), i = F(n), a = I(i, !0), o = L(i), s = L(o), c = (e) => {
				var n = Cr();
				R((e) => K(n, `(${e ?? ""})`), [() => ji(V(t).measure, V(t).low, V(t).high, V(r).measure.signed)]), G(e, n);
			};
			q(s, (e) => {
				V(t).low !== null && e(c);
			});
			var l = L(s), d = L(l), f = (e) => {
				var n = Cr();
				R((e) => K(n, `· undefined in ${e ?? ""}`), [() => Z(V(t).undefined)]), G(e, n);
			};
			q(d, (e) => {
				V(t).undefined && e(f);
			});
			var p = L(d, 2);
			Gs(p, {
				get verdict() {
					return V(t).verdict;
				},
				get direction() {
					return V(t).direction;
				}
			});
			var m = L(p, 2), h = (e) => {
				var n = jl(), i = I(n);
				R((e, t) => K(i, `· hardest null ${e ?? ""} (${t ?? ""})`), [() => X(V(t).measure, V(t).null_mean, V(r).measure.signed), () => V(t).null.split(":")[0]]), G(e, n);
			};
			q(m, (e) => {
				V(t).null !== null && e(h);
			}), R((e, t) => {
				K(a, V(u).segment), K(o, ` · ${V(u).name ?? ""} · ${e ?? ""} `), K(l, ` · ${t ?? ""} `);
			}, [() => X(V(t).measure, V(t).mean, V(r).measure.signed), () => Pi(V(t).images)]), G(e, n);
		}, te = (e) => {
			G(e, Nl());
		};
		q(ee, (e) => {
			V(u) ? e(C) : e(te, -1);
		}), O(S), R(() => Y(g, "aria-sort", V(a) === "name" ? "ascending" : "none")), H("keydown", p, d), H("click", _, () => Ys({ sort: V(a) === "name" ? null : "name" })), G(e, o);
	}), R((e) => K(h, `Parts ${e ?? ""}`), [() => V(r).by === "" ? "" : `× ${Fi(V(r).by)}`]), G(e, p), k();
}
mr([
	"input",
	"keydown",
	"click"
]);
// src/views/Thumb.svelte
var Ll = /* @__PURE__ */ U("<div class=\"coming svelte-1ez0ztg\"></div>"), Rl = /* @__PURE__ */ U("<figure><!> <figcaption class=\"svelte-1ez0ztg\"><a class=\"svelte-1ez0ztg\"><b class=\"svelte-1ez0ztg\"> </b> <span class=\"name svelte-1ez0ztg\"> </span> <span class=\"soft svelte-1ez0ztg\"> </span></a></figcaption></figure>");
function zl(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ j(() => t.source.picture(t.value.image.image_id));
	var r = Rl(), i = P(r);
	Lr(i, () => V(n), (e) => {
		G(e, Ll());
	}, (e, n) => {
		{
			let r = /* @__PURE__ */ j(() => t.overlaid ? V(n)?.overlays.find((e) => e.method === t.value.method && e.target_kind === t.value.target_kind && e.target_class === t.value.target_class) : void 0), i = /* @__PURE__ */ j(() => t.outlined ? [t.value.segment] : []);
			pc(e, {
				get picture() {
					return V(n);
				},
				get name() {
					return t.value.image.image_id;
				},
				get overlay() {
					return V(r);
				},
				get opacity() {
					return t.opacity;
				},
				get segments() {
					return V(i);
				}
			});
		}
	});
	var a = L(i, 2), o = P(a), s = P(o), c = I(s, !0), l = L(s, 2), u = I(l, !0), d = I(L(l, 2));
	O(o), O(a), O(r), R((e, n) => {
		Y(o, "href", e), K(c, n), Y(l, "title", t.value.image.image_id), K(u, t.value.image.image_id), K(d, `${t.value.target_class ?? "" ?? ""}${t.value.image.outcome === "wrong" ? ` · wrong, is ${t.value.image.label}` : ""}`);
	}, [() => Js("image", {
		image: t.value.image.image_id,
		segment: t.value.segment,
		series: t.series
	}), () => X(t.measure.name, t.value.numbers[t.measure.name], t.measure.signed)]), G(e, r), k();
}
// src/pages/Pictures.svelte
var Bl = /* @__PURE__ */ U("<span class=\"soft\"> </span>"), Vl = /* @__PURE__ */ U("<!> <!> <!> <label class=\"tick svelte-1bkn3p9\"><input type=\"checkbox\" class=\"svelte-1bkn3p9\"/> outline</label> <label class=\"tick svelte-1bkn3p9\"><input type=\"checkbox\" class=\"svelte-1bkn3p9\"/> map <input type=\"range\" min=\"10\" max=\"100\" step=\"5\" aria-label=\"opacity of the map\" class=\"svelte-1bkn3p9\"/></label>", 1), Hl = /* @__PURE__ */ U("<button class=\"more svelte-1bkn3p9\"> </button>"), Ul = /* @__PURE__ */ U("<p class=\"soft small\"> </p> <div class=\"grid svelte-1bkn3p9\"></div> <!>", 1), Wl = /* @__PURE__ */ U("<h1>Pictures of <a> </a> <!></h1> <!> <!>", 1);
function Gl(e, t) {
	We(t, !0);
	let n = /* @__PURE__ */ j(() => yc(t.overview, $.asked)), r = /* @__PURE__ */ j(() => V(n).segment ?? t.overview.segments[0]?.segment ?? ""), i = /* @__PURE__ */ j(() => $.asked.order === "lowest" ? "lowest" : $.asked.order === "typical" ? "typical" : "highest"), a = /* @__PURE__ */ j(() => $.asked.map !== "off"), o = /* @__PURE__ */ j(() => Number($.asked.opacity ?? 75) / 100), s = /* @__PURE__ */ j(() => $.asked.outline !== "off"), c = /* @__PURE__ */ Rt(24), l = /* @__PURE__ */ j(() => t.source.values({
		series: V(n).series,
		segment: V(r)
	}));
	hn(() => {
		$.asked.segment, $.asked.value, $.asked.by, V(i), N(c, 24);
	});
	function u(e) {
		let t = /* @__PURE__ */ new Map();
		for (let r of e) {
			let e = ml(r, V(n).by);
			t.set(e, (t.get(e) ?? 0) + 1);
		}
		return [...t].sort((e, t) => t[1] - e[1]).map(([e]) => e);
	}
	function d(e) {
		let t = V(n).measure.name, r = e.filter((e) => V(n).by === "" || V(n).value === void 0 || ml(e, V(n).by) === V(n).value), a = (e) => e.numbers[t] ?? NaN, o = r.filter((e) => Number.isFinite(a(e))), s = r.filter((e) => !Number.isFinite(a(e)));
		if (o.sort((e, t) => a(t) - a(e)), V(i) === "lowest" && o.reverse(), V(i) === "typical") {
			let e = a(o[Math.floor(o.length / 2)] ?? o[0]);
			o.sort((t, n) => Math.abs(a(t) - e) - Math.abs(a(n) - e));
		}
		return [...o, ...s];
	}
	var f = Wl(), p = F(f), m = L(P(p)), h = I(m, !0), g = L(m, 2), _ = (e) => {
		var t = Bl(), r = I(t);
		R((e) => K(r, `· ${e ?? ""} ${V(n).value ?? "(none)" ?? ""}`), [() => Fi(V(n).by)]), G(e, t);
	};
	q(g, (e) => {
		V(n).by !== "" && V(n).value !== void 0 && e(_);
	}), O(p);
	var v = L(p, 2);
	Fc(v, {
		get overview() {
			return t.overview;
		},
		get now() {
			return V(n);
		},
		children: (e, c) => {
			var d = Vl(), f = F(d);
			{
				let e = /* @__PURE__ */ j(() => t.overview.segments.map((e) => [e.segment, e.segment]));
				Nc(f, {
					name: "part",
					get value() {
						return V(r);
					},
					get among() {
						return V(e);
					},
					chosen: (e) => Ys({ segment: e })
				});
			}
			var p = L(f, 2), m = (e) => {
				var t = wr();
				Lr(F(t), () => V(l), null, (e, t) => {
					{
						let r = /* @__PURE__ */ j(() => Fi(V(n).by)), i = /* @__PURE__ */ j(() => V(n).value === void 0 ? "*" : V(n).value ?? ""), a = /* @__PURE__ */ j(() => [["*", "any"], ...u(V(t)).map((e) => [e ?? "", e ?? "(none)"])]);
						Nc(e, {
							get name() {
								return V(r);
							},
							get value() {
								return V(i);
							},
							get among() {
								return V(a);
							},
							chosen: (e) => Ys({ value: e === "*" ? null : e })
						});
					}
				}), G(e, t);
			};
			q(p, (e) => {
				V(n).by !== "" && e(m);
			});
			var h = L(p, 2);
			Nc(h, {
				name: "first",
				get value() {
					return V(i);
				},
				among: [
					["highest", "highest"],
					["lowest", "lowest"],
					["typical", "most typical"]
				],
				chosen: (e) => Ys({ order: e === "highest" ? null : e })
			});
			var g = L(h, 2), _ = P(g);
			hi(_), Te(), O(g);
			var v = L(g, 2), y = P(v);
			hi(y);
			var b = L(y, 2);
			hi(b), O(v), R(() => {
				_i(_, V(s)), _i(y, V(a)), gi(b, V(o) * 100), b.disabled = !V(a);
			}), H("change", _, () => Ys({ outline: V(s) ? "off" : null })), H("change", y, () => Ys({ map: V(a) ? "off" : null })), H("input", b, (e) => Ys({ opacity: e.currentTarget.value })), G(e, d);
		},
		$$slots: { default: !0 }
	}), Lr(L(v, 2), () => V(l), null, (e, r) => {
		let i = /* @__PURE__ */ j(() => d(V(r)));
		var l = Ul(), u = F(l), f = I(u), p = L(u, 2);
		J(p, 21, () => V(i).slice(0, V(c)), (e) => e.image.image_id + "\n" + e.target_class, (e, r) => {
			zl(e, {
				get source() {
					return t.source;
				},
				get value() {
					return V(r);
				},
				get measure() {
					return V(n).measure;
				},
				get overlaid() {
					return V(a);
				},
				get opacity() {
					return V(o);
				},
				get outlined() {
					return V(s);
				},
				get series() {
					return $.asked.series;
				}
			});
		}), O(p);
		var m = L(p, 2), h = (e) => {
			var t = Hl(), n = I(t);
			R((e) => K(n, `Show more of ${e ?? ""}`), [() => Z(V(i).length - V(c))]), H("click", t, () => N(c, V(c) + 48)), G(e, t);
		};
		q(m, (e) => {
			V(i).length > V(c) && e(h);
		}), R((e) => K(f, `${e ?? ""}. Orange speaks for ${(V(n).series.target_kind === "predicted" ? "the predicted class" : V(n).series.target_kind ?? "the target") ?? ""},
    blue against it. Hold a picture to see it as it is.`), [() => Pi(V(i).length)]), G(e, l);
	}), R((e) => {
		Y(m, "href", e), K(h, V(r));
	}, [() => Js("part", {
		...$.asked,
		segment: V(r)
	})]), G(e, f), k();
}
mr([
	"change",
	"input",
	"click"
]);
// src/App.svelte
var Kl = /* @__PURE__ */ U("<a class=\"svelte-1n46o8q\"> </a>"), ql = /* @__PURE__ */ U("<header class=\"svelte-1n46o8q\"><div class=\"who svelte-1n46o8q\"><a class=\"mark svelte-1n46o8q\" aria-label=\"partwise, to the findings\"><svg viewBox=\"0 0 24 24\" width=\"22\" height=\"22\" aria-hidden=\"true\"><rect x=\"1\" y=\"1\" width=\"22\" height=\"22\" rx=\"5\" class=\"whole svelte-1n46o8q\"></rect><path d=\"M1 15 C7 9 10 19 23 8 V18 a5 5 0 0 1 -5 5 H6 a5 5 0 0 1 -5 -5 Z\" class=\"part svelte-1n46o8q\"></path></svg> partwise</a> <span class=\"title svelte-1n46o8q\"> </span> <span class=\"soft small\"> </span></div> <nav aria-label=\"Pages\" class=\"svelte-1n46o8q\"></nav></header> <main class=\"svelte-1n46o8q\"><!></main>", 1);
function Jl(e, t) {
	We(t, !0);
	let n = [
		["findings", "Findings"],
		["parts", "Parts"],
		["pictures", "Pictures"],
		["about", "About this run"]
	], r = {
		part: "parts",
		image: "pictures"
	}, i = /* @__PURE__ */ j(() => r[$.page] ?? $.page);
	function a(e) {
		let t = e.segments.filter((e) => !e.segment.startsWith("(")).length;
		return `${Pi(e.images)} · ${Z(t)} named ${t === 1 ? "part" : "parts"}`;
	}
	var o = wr();
	Lr(F(o), () => t.source.overview(), null, (e, r) => {
		var o = ql(), s = F(o), c = P(s), l = P(c), u = L(l, 2), d = I(u, !0), f = I(L(u, 2), !0);
		O(c);
		var p = L(c, 2);
		J(p, 21, () => n, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ j(() => h(V(t), 2));
			let r = () => V(n)[0], a = () => V(n)[1];
			var o = Kl(), s = I(o, !0);
			R((e) => {
				Y(o, "href", e), Y(o, "aria-current", V(i) === r() ? "page" : void 0), K(s, a());
			}, [() => Js(r())]), G(e, o);
		}), O(p), O(s);
		var m = L(s, 2), g = P(m), _ = (e) => {
			oc(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return V(r);
				}
			});
		}, v = (e) => {
			Il(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return V(r);
				}
			});
		}, y = (e) => {
			Sl(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return V(r);
				}
			});
		}, b = (e) => {
			Gl(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return V(r);
				}
			});
		}, x = (e) => {
			Ac(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return V(r);
				}
			});
		}, S = (e) => {
			Yi(e, {
				get source() {
					return t.source;
				},
				get overview() {
					return V(r);
				}
			});
		};
		q(g, (e) => {
			$.page === "findings" ? e(_) : $.page === "parts" ? e(v, 1) : $.page === "part" ? e(y, 2) : $.page === "pictures" ? e(b, 3) : $.page === "image" ? e(x, 4) : e(S, -1);
		}), O(m), R((e, t) => {
			Y(l, "href", e), K(d, V(r).title), K(f, t);
		}, [() => Js("findings"), () => a(V(r))]), G(e, o);
	}), G(e, o), k();
}
// src/main.ts
var Yl = document.getElementById("report"), Xl = document.getElementById("app");
Xl !== null && Yl !== null && (Xl.replaceChildren(), kr(Jl, {
	target: Xl,
	props: { source: fl(JSON.parse(Yl.textContent ?? "null")) }
}));
