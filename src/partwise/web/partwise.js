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
var g = 1024, _ = 2048, v = 4096, y = 8192, b = 16384, x = 32768, S = 1 << 25, C = 65536, w = 1 << 19, ee = 1 << 20, T = 1 << 25, te = 1 << 21, ne = 1 << 22, re = 1 << 23, ie = Symbol("$state"), ae = Symbol("component"), oe = Symbol("legacy props"), se = Symbol(""), ce = Symbol("attributes"), le = Symbol("class"), ue = Symbol("style"), de = Symbol("text"), fe = Symbol("form reset"), pe = new class extends Error {
	name = "StaleReactionError";
	message = "The reaction that called `getAbortSignal()` was re-run or destroyed";
}(), me = !!globalThis.document?.contentType && /* @__PURE__ */ globalThis.document.contentType.includes("xml"), he = {}, E = Symbol("uninitialized"), ge = "http://www.w3.org/1999/xhtml";
function _e() {
	console.warn("https://svelte.dev/e/derived_inert");
}
function ve(e) {
	console.warn("https://svelte.dev/e/hydration_mismatch");
}
function ye() {
	console.warn("https://svelte.dev/e/select_multiple_invalid_value");
}
function be() {
	console.warn("https://svelte.dev/e/svelte_boundary_reset_noop");
}
// node_modules/svelte/src/internal/client/dom/hydration.js
var D = !1;
function xe(e) {
	D = e;
}
var O;
function Se(e) {
	if (e === null) throw ve(), he;
	return O = e;
}
function Ce() {
	return Se(/* @__PURE__ */ tn(O));
}
function k(e) {
	if (D) {
		if (/* @__PURE__ */ tn(O) !== null) throw ve(), he;
		O = e;
	}
}
function we(e = 1) {
	if (D) {
		for (var t = e, n = O; t--;) n = /* @__PURE__ */ tn(n);
		O = n;
	}
}
function Te(e = !0) {
	for (var t = 0, n = O;;) {
		if (n.nodeType === 8) {
			var r = n.data;
			if (r === "]") {
				if (t === 0) return n;
				--t;
			} else (r === "[" || r === "[!" || r[0] === "[" && !isNaN(Number(r.slice(1)))) && (t += 1);
		}
		var i = /* @__PURE__ */ tn(n);
		e && n.remove(), n = i;
	}
}
function Ee(e) {
	if (!e || e.nodeType !== 8) throw ve(), he;
	return e.data;
}
// node_modules/svelte/src/internal/client/reactivity/equality.js
function De(e) {
	return e === this.v;
}
function Oe(e, t) {
	return e == e ? e !== t || typeof e == "object" && !!e || typeof e == "function" : t == t;
}
function ke(e) {
	return !Oe(e, this.v);
}
// node_modules/svelte/src/internal/client/errors.js
function Ae() {
	throw Error("https://svelte.dev/e/async_derived_orphan");
}
function je(e, t, n) {
	throw Error("https://svelte.dev/e/each_key_duplicate");
}
function Me(e) {
	throw Error("https://svelte.dev/e/effect_in_teardown");
}
function Ne() {
	throw Error("https://svelte.dev/e/effect_in_unowned_derived");
}
function Pe(e) {
	throw Error("https://svelte.dev/e/effect_orphan");
}
function Fe() {
	throw Error("https://svelte.dev/e/effect_update_depth_exceeded");
}
function Ie(e) {
	throw Error("https://svelte.dev/e/props_invalid_value");
}
function Le() {
	throw Error("https://svelte.dev/e/state_descriptors_fixed");
}
function Re() {
	throw Error("https://svelte.dev/e/state_prototype_fixed");
}
function ze() {
	throw Error("https://svelte.dev/e/state_unsafe_mutation");
}
function Be() {
	throw Error("https://svelte.dev/e/svelte_boundary_reset_onerror");
}
// node_modules/svelte/src/internal/client/context.js
var Ve = null;
function He(e) {
	Ve = e;
}
function A(e, t = !1, n) {
	Ve = {
		p: Ve,
		i: !1,
		c: null,
		e: null,
		s: e,
		x: null,
		r: V,
		l: null
	};
}
function j(e) {
	var t = Ve, n = t.e;
	if (n !== null) {
		t.e = null;
		for (var r of n) hn(r);
	}
	return e !== void 0 && (t.x = e), t.i = !0, Ve = t.p, Ue(e);
}
function Ue(e = {}) {
	return i(e, ae, { value: !0 }), e;
}
function We() {
	return !0;
}
// node_modules/svelte/src/internal/client/dom/task.js
var Ge = [];
function Ke() {
	var e = Ge;
	Ge = [], p(e);
}
function qe(e) {
	if (Ge.length === 0 && !yt) {
		var t = Ge;
		queueMicrotask(() => {
			t === Ge && Ke();
		});
	}
	Ge.push(e);
}
function Je() {
	for (; Ge.length > 0;) Ke();
}
// node_modules/svelte/src/internal/client/reactivity/status.js
var Ye = ~(_ | v | g);
function Xe(e, t) {
	e.f = e.f & Ye | t;
}
function Ze(e) {
	e.f & 512 || e.deps === null ? Xe(e, g) : Xe(e, v);
}
// node_modules/svelte/src/internal/client/reactivity/utils.js
function Qe(e, t) {
	e.f & 2048 ? t.set(e, _) : e.f & 4096 && t.get(e) !== 2048 && t.set(e, v), Xe(e, g);
}
// node_modules/svelte/src/internal/client/dom/elements/misc.js
var $e = !1;
function et() {
	$e || ($e = !0, document.addEventListener("reset", (e) => {
		Promise.resolve().then(() => {
			if (!e.defaultPrevented) for (let t of e.target.elements) t[fe]?.();
		});
	}, { capture: !0 }));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/shared.js
function tt(e) {
	var t = B, n = V;
	Ln(null), Rn(null);
	try {
		return e();
	} finally {
		Ln(t), Rn(n);
	}
}
// node_modules/svelte/src/internal/client/reactivity/async.js
function nt(e, t, n, r) {
	let i = We() ? ot : lt;
	var a = e.filter((e) => !e.settled), o = t.map(i);
	if (n.length === 0 && a.length === 0) {
		r(o);
		return;
	}
	var s = V, c = rt(), l = a.length === 1 ? a[0].promise : a.length > 1 ? Promise.all(a.map((e) => e.promise)) : null;
	function u(e) {
		if (!(s.f & 16384)) {
			c();
			try {
				r([...o, ...e]);
			} catch (e) {
				cn(e, s);
			}
			it();
		}
	}
	var d = at();
	if (n.length === 0) {
		l.then(() => u([])).finally(d);
		return;
	}
	function f() {
		Promise.all(n.map((e) => /* @__PURE__ */ ct(e))).then(u).catch((e) => cn(e, s)).finally(d);
	}
	l ? l.then(() => {
		s.f & 16384 ? d() : (c(), f(), it());
	}) : f();
}
function rt() {
	var e = V, t = B, n = Ve, r = N;
	return function(i = !0) {
		Rn(e), Ln(t), He(n), i && !(e.f & 16384) && (r?.activate(), r?.apply());
	};
}
function it(e = !0) {
	Rn(null), Ln(null), He(null), e && N?.deactivate();
}
function at() {
	var e = V, t = e.b, n = N, r = !!t?.is_rendered();
	return t?.update_pending_count(1, n), n.increment(r, e), () => {
		t?.update_pending_count(-1, n), n.decrement(r, e);
	};
}
/*#__NO_SIDE_EFFECTS__*/
function ot(e) {
	var t = 2 | _;
	return V !== null && (V.f |= w), {
		ctx: Ve,
		deps: null,
		effects: null,
		equals: De,
		f: t,
		fn: e,
		reactions: null,
		rv: 0,
		v: E,
		wv: 0,
		parent: V,
		ac: null
	};
}
var st = Symbol("obsolete");
/*#__NO_SIDE_EFFECTS__*/
function ct(e, t, n) {
	let r = V;
	r === null && Ae();
	var i = void 0, a = It(E), o = !B, s = /* @__PURE__ */ new Set();
	return vn(() => {
		var t = V, n = m();
		i = n.promise;
		try {
			Promise.resolve(e()).then(n.resolve, (e) => {
				e !== pe && n.reject(e);
			}).finally(it);
		} catch (e) {
			n.reject(e), it();
		}
		var c = N;
		if (o) {
			if (t.f & 32768) var l = at();
			if (r.b?.is_rendered()) c.async_deriveds.get(t)?.reject(st);
			else for (let e of s.values()) e.reject(st);
			s.add(n), c.async_deriveds.set(t, n);
		}
		let u = (e, t = void 0) => {
			l?.(), s.delete(n), t !== st && (c.activate(), t ? (a.f |= re, Vt(a, t)) : (a.f & 8388608 && (a.f ^= re), Vt(a, e)), c.deactivate());
		};
		n.promise.then(u, (e) => u(null, e || "unknown"));
	}), pn(() => {
		for (let e of s) e.reject(st);
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
function M(e) {
	let t = /* @__PURE__ */ ot(e);
	return Bn(t), t;
}
/*#__NO_SIDE_EFFECTS__*/
function lt(e) {
	let t = /* @__PURE__ */ ot(e);
	return t.equals = ke, t;
}
function ut(e) {
	var t = e.effects;
	if (t !== null) {
		e.effects = null;
		for (var n = 0; n < t.length; n += 1) Tn(t[n]);
	}
}
function dt(e) {
	var t, n = V, r = e.parent;
	if (!Pn && r !== null && e.v !== E && r.f & 24576) return _e(), e.v;
	Rn(r);
	try {
		ut(e), t = Qn(e);
	} finally {
		Rn(n);
	}
	return t;
}
function ft(e) {
	var t = dt(e);
	!e.equals(t) && (e.wv = Yn(), (!N?.is_fork || e.deps === null) && (N === null ? e.v = t : (N.capture(e, t, !0), gt?.capture(e, t, !0)), e.deps === null)) ? Xe(e, g) : Pn || (_t === null ? Ze(e) : (fn() || N?.is_fork) && _t.set(e, t));
}
function pt(e) {
	if (e.effects !== null) for (let t of e.effects) (t.teardown || t.ac) && (t.teardown?.(), t.ac !== null && tt(() => {
		t.ac.abort(pe), t.ac = null;
	}), t.fn !== null && (t.teardown = d), tr(t, 0), Cn(t));
}
function mt(e) {
	if (e.effects !== null) for (let t of e.effects) t.teardown && t.fn !== null && nr(t);
}
// node_modules/svelte/src/internal/client/reactivity/batch.js
var ht = null, N = null, gt = null, _t = null, vt = null, yt = !1, bt = !1, xt = null, St = null, Ct = 0, wt = 1, Tt = class e {
	id = wt++;
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
		ht === null ? ht = this : (ht.next = this, this.prev = ht), ht = this;
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
			for (var r of n.d) Xe(r, _), t(r);
			for (r of n.m) Xe(r, v), t(r);
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
		for (let [e, t] of this.#s) Xe(e, t), this.schedule(e);
		this.apply();
		for (var t = xt = [], n = [], r = St = []; this.#a.length > 0;) {
			Ct++ > 1e3 && (this.#b(), Dt());
			for (let e of this.#p()) try {
				this.#h(e, t, n);
			} catch (t) {
				throw Mt(e), this.#d() || this.discard(), t;
			}
		}
		if (N = null, r.length > 0) {
			var i = e.ensure();
			for (let e of r) i.schedule(e);
		}
		if (xt = null, St = null, this.#d()) {
			this.#y(n), this.#y(t);
			for (let [e, t] of this.#c) jt(e, t);
			r.length > 0 && N.#m();
			return;
		}
		let a = this.#g();
		if (a) this.#y(n), this.#y(t), a.#v(this);
		else {
			this.#s.clear();
			for (let e of this.#e) e(this);
			this.#e.clear(), gt = this, kt(n), kt(t), gt = null, this.#i?.resolve();
			var o = N;
			this.#n === 0 && (this.#a.length === 0 || o !== null) && this.#b(), o !== null && (Pt.clear(), o.#m());
		}
	}
	#h(e, t, n) {
		e.f ^= g;
		for (var r = e.first; r !== null;) {
			var i = r.f, a = !!(i & 96);
			if (!(a && i & 1024 || i & 8192 || this.#c.has(r)) && r.fn !== null) {
				a ? r.f ^= g : i & 4 ? t.push(r) : Xn(r) && (i & 16 && this.add_dirty_reaction(r, v), nr(r));
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
					r & 4194320 && !this.async_deriveds.has(i) && (this.#s.delete(i), Xe(i, _), this.schedule(i));
				}
			}
		};
		for (let e of this.current.keys()) t(e);
		this.oncommit(() => e.discard()), e.#b(), N = this, this.#m();
	}
	#y(e) {
		for (var t = 0; t < e.length; t += 1) Qe(e[t], this.#s);
	}
	capture(e, t, n = !1) {
		e.v !== E && !this.previous.has(e) && this.previous.set(e, e.v), e.f & 8388608 || (this.current.set(e, [t, n]), _t?.set(e, t)), this.is_fork || (e.v = t);
	}
	activate() {
		N = this;
	}
	deactivate() {
		N = null, _t = null;
	}
	flush() {
		try {
			bt = !0, N = this, this.#m();
		} finally {
			Ct = 0, vt = null, xt = null, St = null, bt = !1, N = null, _t = null, Pt.clear();
		}
	}
	discard() {
		for (let e of this.#t) e(this);
		this.#t.clear();
		for (let e of this.async_deriveds.values()) e.reject(st);
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
		this.#u || (this.#u = !0, qe(() => {
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
		if (N === null) {
			let t = N = new e();
			!bt && !yt && qe(() => {
				t.started || t.flush();
			});
		}
		return N;
	}
	apply() {
		_t = null;
	}
	schedule(e) {
		vt = e, e.b?.is_pending && e.f & 16777228 && !(e.f & 32768) ? e.b.defer_effect(e) : this.#a.push(e);
	}
	#b() {
		if (this.linked) {
			var e = this.prev, t = this.next;
			e === null || (e.next = t), t === null ? ht = e : t.prev = e, this.linked = !1;
		}
	}
};
function Et(e) {
	var t = yt, n = gt;
	gt = null, yt = !0;
	try {
		var r;
		for (e && (Et(), r = e());;) {
			if (Je(), N === null) return r;
			N.flush();
		}
	} finally {
		yt = t, gt = n;
	}
}
function Dt() {
	try {
		Fe();
	} catch (e) {
		cn(e, vt);
	}
}
var Ot = null;
function kt(e) {
	var t = e.length;
	if (t !== 0) {
		for (var n = 0; n < t;) {
			var r = e[n++];
			if (!(r.f & 24576) && Xn(r) && (Ot = /* @__PURE__ */ new Set(), nr(r), r.deps === null && r.first === null && r.nodes === null && r.teardown === null && r.ac === null && Dn(r), Ot?.size > 0)) {
				Pt.clear();
				for (let e of Ot) {
					if (e.f & 24576) continue;
					let t = [e], n = e.parent;
					for (; n !== null;) Ot.has(n) && (Ot.delete(n), t.push(n)), n = n.parent;
					for (let e = t.length - 1; e >= 0; e--) {
						let n = t[e];
						n.f & 24576 || nr(n);
					}
				}
				Ot.clear();
			}
		}
		Ot = null;
	}
}
function At(e) {
	N.schedule(e);
}
function jt(e, t) {
	if (!(e.f & 32 && e.f & 1024)) {
		e.f & 2048 ? t.d.push(e) : e.f & 4096 && t.m.push(e), Xe(e, g);
		for (var n = e.first; n !== null;) jt(n, t), n = n.next;
	}
}
function Mt(e) {
	Xe(e, g);
	for (var t = e.first; t !== null;) Mt(t), t = t.next;
}
// node_modules/svelte/src/internal/client/reactivity/sources.js
var Nt = /* @__PURE__ */ new Set(), Pt = /* @__PURE__ */ new Map(), Ft = !1;
function It(e, t) {
	return {
		f: 0,
		v: e,
		reactions: null,
		equals: De,
		rv: 0,
		wv: 0
	};
}
/*#__NO_SIDE_EFFECTS__*/
function Lt(e, t) {
	let n = It(e, t);
	return Bn(n), n;
}
/*#__NO_SIDE_EFFECTS__*/
function Rt(e, t = !1, n = !0) {
	let r = It(e);
	return t || (r.equals = ke), r;
}
function P(e, t, n = !1) {
	return B !== null && (!In || B.f & 131072) && We() && B.f & 4325394 && (zn === null || !zn.has(e)) && ze(), Vt(e, n ? Gt(t) : t, St);
}
var zt = null, Bt = 0;
function Vt(e, t, n = null) {
	if (!e.equals(t)) {
		Pn ? Pt.set(e, t) : Pt.has(e) || Pt.set(e, e.v);
		var r = Tt.ensure();
		if (r.capture(e, t), e.f & 2) {
			let t = e;
			e.f & 2048 && dt(t), _t === null && Ze(t);
		}
		e.wv = Yn(), zt = null, Bt = 0, Wt(e, _, n), zt = null, We() && V !== null && V.f & 1024 && !(V.f & 96) && (Un === null ? Wn([e]) : Un.push(e)), !r.is_fork && Nt.size > 0 && !Ft && Ht();
	}
	return t;
}
function Ht() {
	Ft = !1;
	for (let e of Nt) {
		e.f & 1024 && Xe(e, v);
		let t;
		try {
			t = Xn(e);
		} catch {
			t = !0;
		}
		t && nr(e);
	}
	Nt.clear();
}
function Ut(e) {
	P(e, e.v + 1);
}
function Wt(e, t, n) {
	var r = e.reactions;
	if (r !== null) {
		var i = We(), a = r.length;
		if (Bt += a, Bt > 1e5 && zt === null && (zt = /* @__PURE__ */ new Set()), zt !== null) {
			if (zt.has(e)) return;
			zt.add(e);
		}
		for (var o = 0; o < a; o++) {
			var s = r[o], c = s.f;
			if (i || s !== V) {
				var l = (c & _) === 0;
				if (l && Xe(s, t), c & 131072) Nt.add(s);
				else if (c & 2) {
					var u = s;
					_t?.delete(u), Wt(u, v, n);
				} else if (l) {
					var d = s;
					c & 16 && Ot !== null && Ot.add(d), n === null ? At(d) : n.push(d);
				}
			}
		}
	}
}
function Gt(t) {
	if (typeof t != "object" || !t || ie in t || ae in t) return t;
	let n = l(t);
	if (n !== s && n !== c) return t;
	var r = /* @__PURE__ */ new Map(), i = e(t), o = /* @__PURE__ */ Lt(0), u = null, d = qn, f = (e) => {
		if (qn === d) return e();
		var t = B, n = qn;
		Ln(null), Jn(d);
		var r = e();
		return Ln(t), Jn(n), r;
	};
	return i && r.set("length", /* @__PURE__ */ Lt(t.length, u)), new Proxy(t, {
		defineProperty(e, t, n) {
			"value" in n && n.configurable !== !1 && n.enumerable !== !1 && n.writable !== !1 || Le();
			var i = r.get(t);
			return i === void 0 ? f(() => {
				var e = /* @__PURE__ */ Lt(n.value, u);
				return r.set(t, e), e;
			}) : P(i, n.value, !0), !0;
		},
		deleteProperty(e, t) {
			var n = r.get(t);
			if (n === void 0) {
				if (t in e) {
					let e = f(() => /* @__PURE__ */ Lt(E, u));
					r.set(t, e), Ut(o);
				}
			} else P(n, E), Ut(o);
			return !0;
		},
		get(e, n, i) {
			if (n === ie) return t;
			var o = r.get(n), s = n in e;
			if (o === void 0 && (!s || a(e, n)?.writable) && (o = f(() => /* @__PURE__ */ Lt(Gt(s ? e[n] : E), u)), r.set(n, o)), o !== void 0) {
				var c = H(o);
				return c === E ? void 0 : c;
			}
			return Reflect.get(e, n, i);
		},
		getOwnPropertyDescriptor(e, t) {
			this.has?.(e, t);
			var n = Reflect.getOwnPropertyDescriptor(e, t), i = r.get(t);
			if (i !== void 0) {
				var a = H(i);
				if (a === E) return;
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
			if (t === ie) return !0;
			var n = r.get(t), i = n !== void 0 && n.v !== E || Reflect.has(e, t);
			return (n !== void 0 || (V !== null || B !== null) && (!i || a(e, t)?.writable)) && (n === void 0 && (n = f(() => /* @__PURE__ */ Lt(i ? Gt(e[t]) : E, u)), r.set(t, n)), H(n) === E) ? !1 : i;
		},
		set(e, t, n, s) {
			var c = r.get(t), l = t in e;
			if (i && t === "length") for (var d = n; d < c.v; d += 1) {
				var p = r.get(d + "");
				p === void 0 ? d in e && (p = f(() => /* @__PURE__ */ Lt(E, u)), r.set(d + "", p)) : P(p, E);
			}
			if (c === void 0) (!l || a(e, t)?.writable) && (c = f(() => /* @__PURE__ */ Lt(void 0, u)), P(c, Gt(n)), r.set(t, c));
			else {
				l = c.v !== E;
				var m = f(() => Gt(n));
				P(c, m);
			}
			var h = Reflect.getOwnPropertyDescriptor(e, t);
			if (h?.set && h.set.call(s, n), !l) {
				if (i && typeof t == "string") {
					var g = r.get("length"), _ = Number(t);
					Number.isInteger(_) && _ >= g.v && P(g, _ + 1);
				}
				Ut(o);
			}
			return !0;
		},
		ownKeys(e) {
			H(o);
			var t = Reflect.ownKeys(e).filter((e) => {
				var t = r.get(e);
				return t === void 0 || t.v !== E;
			});
			for (var [n, i] of r) i.v !== E && !(n in e) && t.push(n);
			return t;
		},
		setPrototypeOf() {
			Re();
		}
	});
}
function Kt(e) {
	try {
		if (typeof e == "object" && e && ie in e) return e[ie];
	} catch {}
	return e;
}
function qt(e, t) {
	return Object.is(Kt(e), Kt(t));
}
var Jt, Yt, Xt, Zt;
function Qt() {
	if (Jt === void 0) {
		Jt = window, Yt = /Firefox/.test(navigator.userAgent);
		var e = Element.prototype, t = Node.prototype, n = Text.prototype;
		Xt = a(t, "firstChild").get, Zt = a(t, "nextSibling").get, u(e) && (e[le] = void 0, e[ce] = null, e[ue] = void 0, e.__e = void 0), u(n) && (n[de] = void 0);
	}
}
function $t(e = "") {
	return document.createTextNode(e);
}
/*@__NO_SIDE_EFFECTS__*/
function en(e) {
	return Xt.call(e);
}
/*@__NO_SIDE_EFFECTS__*/
function tn(e) {
	return Zt.call(e);
}
function F(e, t) {
	if (!D) return /* @__PURE__ */ en(e);
	var n = /* @__PURE__ */ en(O);
	if (n === null) n = O.appendChild($t());
	else if (t && n.nodeType !== 3) {
		var r = $t();
		return n?.before(r), Se(r), r;
	}
	return t && on(n), Se(n), n;
}
function I(e, t = !1) {
	if (!D) {
		var n = /* @__PURE__ */ en(e);
		return n instanceof Comment && n.data === "" ? /* @__PURE__ */ tn(n) : n;
	}
	if (t) {
		if (O?.nodeType !== 3) {
			var r = $t();
			return O?.before(r), Se(r), r;
		}
		on(O);
	}
	return O;
}
function L(e, t = !1) {
	if (!D) return /* @__PURE__ */ en(e);
	var n = F(e, t);
	return k(e), n;
}
function R(e, t = 1, n = !1) {
	let r = D ? O : e;
	for (var i; t--;) i = r, r = /* @__PURE__ */ tn(r);
	if (!D) return r;
	if (n) {
		if (r?.nodeType !== 3) {
			var a = $t();
			return r === null ? i?.after(a) : r.before(a), Se(a), a;
		}
		on(r);
	}
	return Se(r), r;
}
function nn(e) {
	e.textContent = "";
}
function rn() {
	return !1;
}
function an(e, t, n) {
	return t == null || t === "http://www.w3.org/1999/xhtml" ? n ? document.createElement(e, { is: n }) : document.createElement(e) : n ? document.createElementNS(t, e, { is: n }) : document.createElementNS(t, e);
}
function on(e) {
	if (e.nodeValue.length < 65536) return;
	let t = e.nextSibling;
	for (; t !== null && t.nodeType === 3;) t.remove(), e.nodeValue += t.nodeValue, t = e.nextSibling;
}
function sn(e) {
	var t = V;
	if (t === null) return B.f |= re, e;
	if (!(t.f & 32768) && !(t.f & 4)) throw e;
	cn(e, t);
}
function cn(e, t) {
	if (e === he) throw e;
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
function ln(e) {
	V === null && (B === null && Pe(e), Ne()), Pn && Me(e);
}
function un(e, t) {
	var n = t.last;
	n === null ? t.last = t.first = e : (n.next = e, e.prev = n, t.last = e);
}
function dn(e, t) {
	var n = V;
	n !== null && n.f & 8192 && (e |= y);
	var r = {
		ctx: Ve,
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
	N?.register_created_effect(r);
	var i = r;
	if (e & 4) xt === null ? Tt.ensure().schedule(r) : xt.push(r);
	else if (t !== null) {
		try {
			nr(r);
		} catch (e) {
			throw Tn(r), e;
		}
		i.deps === null && i.teardown === null && i.nodes === null && i.first === i.last && !(i.f & 524288) && (i = i.first, e & 16 && e & 65536 && i !== null && (i.f |= C));
	}
	if (i !== null && (i.parent = n, n !== null && un(i, n), B !== null && B.f & 2 && !(e & 64))) {
		var a = B;
		(a.effects ??= []).push(i);
	}
	return r;
}
function fn() {
	return B !== null && !In;
}
function pn(e) {
	let t = dn(8, null);
	return Xe(t, g), t.teardown = e, t;
}
function mn(e) {
	ln("$effect");
	var t = V.f;
	if (!B && t & 32 && Ve !== null && !Ve.i) {
		var n = Ve;
		(n.e ??= []).push(e);
	} else return hn(e);
}
function hn(e) {
	return dn(4 | ee, e);
}
function gn(e) {
	Tt.ensure();
	let t = dn(64 | w, e);
	return (e = {}) => new Promise((n) => {
		e.outro ? On(t, () => {
			Tn(t), n(void 0);
		}) : (Tn(t), n(void 0));
	});
}
function _n(e) {
	return dn(4, e);
}
function vn(e) {
	return dn(ne | w, e);
}
function yn(e, t = 0) {
	return dn(8 | t, e);
}
function z(e, t = [], n = [], r = []) {
	nt(r, t, n, (t) => {
		dn(8, () => {
			e(...t.map(H));
		});
	});
}
function bn(e, t = 0) {
	return dn(16 | t, e);
}
function xn(e) {
	return dn(32 | w, e);
}
function Sn(e) {
	var t = e.teardown;
	if (t !== null) {
		let n = Pn, r = B;
		Fn(!0), Ln(null);
		try {
			t.call(null);
		} catch (t) {
			cn(t, e.parent);
		} finally {
			Fn(n), Ln(r);
		}
	}
}
function Cn(e, t = !1) {
	var n = e.first;
	for (e.first = e.last = null; n !== null;) {
		let e = n.ac;
		e !== null && tt(() => {
			e.abort(pe);
		});
		var r = n.next;
		n.f & 64 ? n.parent = null : Tn(n, t), n = r;
	}
}
function wn(e) {
	for (var t = e.first; t !== null;) {
		var n = t.next;
		t.f & 32 || Tn(t), t = n;
	}
}
function Tn(e, t = !0) {
	var n = !1;
	(t || e.f & 262144) && e.nodes !== null && e.nodes.end !== null && (En(e.nodes.start, e.nodes.end), n = !0), e.f |= S, Cn(e, t && !n), tr(e, 0);
	var r = e.nodes && e.nodes.t;
	if (r !== null) for (let e of r) e.stop();
	Sn(e), e.f ^= S, e.f |= b;
	var i = e.parent;
	i !== null && i.first !== null && Dn(e), e.next = e.prev = e.teardown = e.ctx = e.deps = e.fn = e.nodes = e.ac = e.b = null;
}
function En(e, t) {
	for (; e !== null;) {
		var n = e === t ? null : /* @__PURE__ */ tn(e);
		e.remove(), e = n;
	}
}
function Dn(e) {
	var t = e.parent, n = e.prev, r = e.next;
	n !== null && (n.next = r), r !== null && (r.prev = n), t !== null && (t.first === e && (t.first = r), t.last === e && (t.last = n));
}
function On(e, t, n = !0) {
	var r = [];
	e.f |= 256, kn(e, r, !0);
	var i = () => {
		n && Tn(e), t && t();
	}, a = r.length;
	if (a > 0) {
		var o = () => --a || i();
		for (var s of r) s.out(o);
	} else i();
}
function kn(e, t, n) {
	if (!(e.f & 8192)) {
		e.f ^= y;
		var r = e.nodes && e.nodes.t;
		if (r !== null) for (let e of r) (e.is_global || n) && t.push(e);
		for (var i = e.first; i !== null;) {
			var a = i.next;
			if (!(i.f & 64)) {
				var o = !!(i.f & 65536) || !!(i.f & 32) && !!(e.f & 16);
				kn(i, t, o ? n : !1);
			}
			i = a;
		}
	}
}
function An(e) {
	e.f &= -257, jn(e, !0);
}
function jn(e, t) {
	if (!(e.f & 256) && e.f & 8192) {
		e.f ^= y, e.f & 1024 || (Xe(e, _), Tt.ensure().schedule(e));
		for (var n = e.first; n !== null;) {
			var r = n.next, i = !!(n.f & 65536) || !!(n.f & 32);
			jn(n, i ? t : !1), n = r;
		}
		var a = e.nodes && e.nodes.t;
		if (a !== null) for (let e of a) (e.is_global || t) && e.in();
	}
}
function Mn(e, t) {
	if (e.nodes) for (var n = e.nodes.start, r = e.nodes.end; n !== null;) {
		var i = n === r ? null : /* @__PURE__ */ tn(n);
		t.append(n), n = i;
	}
}
// node_modules/svelte/src/internal/client/legacy.js
var Nn = null, Pn = !1;
function Fn(e) {
	Pn = e;
}
var B = null, In = !1;
function Ln(e) {
	B = e;
}
var V = null;
function Rn(e) {
	V = e;
}
var zn = null;
function Bn(e) {
	B !== null && (B.f & 2097152 || B.f & 2) && (zn ??= /* @__PURE__ */ new Set()).add(e);
}
var Vn = null, Hn = 0, Un = null;
function Wn(e) {
	Un = e;
}
var Gn = 1, Kn = 0, qn = Kn;
function Jn(e) {
	qn = e;
}
function Yn() {
	return ++Gn;
}
function Xn(e) {
	var t = e.f;
	if (t & 2048) return !0;
	if (t & 4096) {
		for (var n = e.deps, r = n.length, i = 0; i < r; i++) {
			var a = n[i];
			if (Xn(a) && ft(a), a.wv > e.wv) return !0;
		}
		t & 512 && _t === null && Xe(e, g);
	}
	return !1;
}
function Zn(e, t, n = !0) {
	var r = e.reactions;
	if (r !== null && !(zn !== null && zn.has(e))) for (var i = 0; i < r.length; i++) {
		var a = r[i];
		a.f & 2 ? Zn(a, t, !1) : t === a && (n ? Xe(a, _) : a.f & 1024 && Xe(a, v), At(a));
	}
}
function Qn(e) {
	var t = Vn, n = Hn, r = Un, i = B, a = zn, o = Ve, s = In, c = qn, l = e.f;
	Vn = null, Hn = 0, Un = null, B = l & 96 ? null : e, zn = null, He(e.ctx), In = !1, qn = ++Kn, e.ac !== null && (tt(() => {
		e.ac.abort(pe);
	}), e.ac = null);
	try {
		e.f |= te;
		var u = e.fn, d = u();
		e.f |= x;
		var f = $n(e);
		if (We() && Un !== null && !In && f !== null && !(e.f & 6146)) for (var p = 0; p < Un.length; p++) Zn(Un[p], e);
		if (i !== null && i !== e) {
			if (Kn++, i.deps !== null) for (let e = 0; e < n; e += 1) i.deps[e].rv = Kn;
			if (t !== null) for (let e of t) e.rv = Kn;
			Un !== null && (r === null ? r = Un : r.push(...Un));
		}
		return e.f & 8388608 && (e.f ^= re), d;
	} catch (t) {
		return $n(e), sn(t);
	} finally {
		e.f ^= te, Vn = t, Hn = n, Un = r, B = i, zn = a, He(o), In = s, qn = c;
	}
}
function $n(e) {
	var t = e.deps, n = N?.is_fork;
	if (Vn !== null) {
		var r;
		if (n || tr(e, Hn), t !== null && Hn > 0) for (t.length = Hn + Vn.length, r = 0; r < Vn.length; r++) t[Hn + r] = Vn[r];
		else e.deps = t = Vn;
		if (fn() && e.f & 512) for (r = Hn; r < t.length; r++) (t[r].reactions ??= []).push(e);
	} else !n && t !== null && Hn < t.length && (tr(e, Hn), t.length = Hn);
	return t;
}
function er(e, r) {
	let i = r.reactions;
	if (i !== null) {
		var a = t.call(i, e);
		if (a !== -1) {
			var o = i.length - 1;
			o === 0 ? i = r.reactions = null : (i[a] = i[o], i.pop());
		}
	}
	if (i === null && r.f & 2 && (Vn === null || !n.call(Vn, r))) {
		var s = r;
		s.f & 512 && (s.f ^= 512), s.v !== E && Ze(s), s.ac !== null && tt(() => {
			s.ac.abort(pe), s.ac = null, Xe(s, _);
		}), pt(s), tr(s, 0);
	}
}
function tr(e, t) {
	var n = e.deps;
	if (n !== null) for (var r = t; r < n.length; r++) er(e, n[r]);
}
function nr(e) {
	var t = e.f;
	if (!(t & 16384)) {
		Xe(e, g);
		var n = V;
		V = e;
		try {
			t & 16777232 ? wn(e) : Cn(e), Sn(e);
			var r = Qn(e);
			e.teardown = typeof r == "function" ? r : null, e.wv = Gn;
		} finally {
			V = n;
		}
	}
}
function H(e) {
	var t = !!(e.f & 2);
	if (Nn?.add(e), B !== null && !In && !(V !== null && V.f & 16384) && (zn === null || !zn.has(e))) {
		var r = B.deps;
		if (B.f & 2097152) e.rv < Kn && (e.rv = Kn, Vn === null && r !== null && r[Hn] === e ? Hn++ : Vn === null ? Vn = [e] : Vn.push(e));
		else {
			B.deps ??= [], n.call(B.deps, e) || B.deps.push(e);
			var i = e.reactions;
			i === null ? e.reactions = [B] : n.call(i, B) || i.push(B);
		}
	}
	if (Pn && Pt.has(e)) return Pt.get(e);
	if (t) {
		var a = e;
		if (Pn) {
			var o = a.v;
			return (!(a.f & 1024) && a.reactions !== null || ir(a)) && (o = dt(a)), Pt.set(a, o), o;
		}
		var s = !(a.f & 512) && !In && B !== null && !!(B.f & 512), c = (a.f & x) === 0;
		Xn(a) && (s && (a.f |= 512), ft(a)), s && !c && (mt(a), rr(a));
	}
	if (_t?.has(e)) return _t.get(e);
	if (e.f & 8388608) throw e.v;
	return e.v;
}
function rr(e) {
	if (e.f |= 512, e.deps !== null) for (let r of e.deps) {
		var t = r.reactions;
		t === null ? r.reactions = [e] : n.call(t, e) || t.push(e), r.f & 2 && !(r.f & 512) && (mt(r), rr(r));
	}
}
function ir(e) {
	if (e.v === E) return !0;
	if (e.deps === null) return !1;
	for (let t of e.deps) if (Pt.has(t) || t.f & 2 && ir(t)) return !0;
	return !1;
}
function ar(e) {
	var t = In;
	try {
		return In = !0, e();
	} finally {
		In = t;
	}
}
[.../* @__PURE__ */ "allowfullscreen.async.autofocus.autoplay.checked.controls.default.disabled.formnovalidate.indeterminate.inert.ismap.loop.multiple.muted.nomodule.novalidate.open.playsinline.readonly.required.reversed.seamless.selected.webkitdirectory.defer.disablepictureinpicture.disableremoteplayback".split(".")];
var or = ["touchstart", "touchmove"];
function sr(e) {
	return or.includes(e);
}
// node_modules/svelte/src/internal/client/dom/elements/events.js
var cr = Symbol("events"), lr = /* @__PURE__ */ new Set(), ur = /* @__PURE__ */ new Set();
function dr(e, t, n, r = {}) {
	function i(e) {
		if (r.capture || gr.call(t, e), !e.cancelBubble) return tt(() => n?.call(this, e));
	}
	return e.startsWith("pointer") || e.startsWith("touch") || e === "wheel" ? (i.__removed = !1, qe(() => {
		i.__removed || t.addEventListener(e, i, r);
	})) : t.addEventListener(e, i, r), i;
}
function fr(e, t, n, r, i) {
	var a = {
		capture: r,
		passive: i
	}, o = dr(e, t, n, a);
	(t === document.body || t === window || t === document || t instanceof HTMLMediaElement) && pn(() => {
		o.__removed = !0, t.removeEventListener(e, o, a);
	});
}
function U(e, t, n) {
	(t[cr] ??= {})[e] = n;
}
function pr(e) {
	for (var t = 0; t < e.length; t++) lr.add(e[t]);
	for (var n of ur) n(e);
}
var mr = null, hr = !1;
function gr(e) {
	var t = this, n = t.ownerDocument, r = e.type, a = e.composedPath?.() || [], o = a[0] || e.target;
	mr = e, hr || (hr = !0, setTimeout(() => {
		hr = !1, mr = null;
	}));
	var s = 0, c = mr === e && e[cr];
	if (c) {
		var l = a.indexOf(c);
		if (l !== -1 && (t === document || t === window)) {
			e[cr] = t;
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
		var d = B, f = V;
		Ln(null), Rn(null);
		try {
			for (var p, m = []; o !== null && o !== t;) {
				try {
					var h = o[cr]?.[r];
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
			e[cr] = t, delete e.currentTarget, Ln(d), Rn(f);
		}
	}
}
// node_modules/svelte/src/internal/client/dom/reconciler.js
var _r = globalThis?.window?.trustedTypes && /* @__PURE__ */ globalThis.window.trustedTypes.createPolicy("svelte-trusted-html", { createHTML: (e) => e });
function vr(e) {
	return _r?.createHTML(e) ?? e;
}
function yr(e) {
	var t = an("template");
	return t.innerHTML = vr(e.replaceAll("<!>", "<!---->")), t.content;
}
// node_modules/svelte/src/internal/client/dom/template.js
function br(e, t) {
	var n = V;
	n.nodes === null && (n.nodes = {
		start: e,
		end: t,
		a: null,
		t: null
	});
}
/*#__NO_SIDE_EFFECTS__*/
function W(e, t) {
	var n = !!(t & 1), r = !!(t & 2), i, a = !e.startsWith("<!>");
	return () => {
		if (D) return br(O, null), O;
		i === void 0 && (i = yr(a ? e : "<!>" + e), n || (i = /* @__PURE__ */ en(i)));
		var t = r || Yt ? document.importNode(i, !0) : i.cloneNode(!0);
		if (n) {
			var o = /* @__PURE__ */ en(t), s = t.lastChild;
			br(o, s);
		} else br(t, t);
		return t;
	};
}
/*#__NO_SIDE_EFFECTS__*/
function xr(e, t, n = "svg") {
	var r = !e.startsWith("<!>"), i = !!(t & 1), a = `<${n}>${r ? e : "<!>" + e}</${n}>`, o;
	return () => {
		if (D) return br(O, null), O;
		if (!o) {
			var e = /* @__PURE__ */ en(yr(a));
			if (i) for (o = document.createDocumentFragment(); /* @__PURE__ */ en(e);) o.appendChild(/* @__PURE__ */ en(e));
			else o = /* @__PURE__ */ en(e);
		}
		var t = o.cloneNode(!0);
		if (i) {
			var n = /* @__PURE__ */ en(t), r = t.lastChild;
			br(n, r);
		} else br(t, t);
		return t;
	};
}
/*#__NO_SIDE_EFFECTS__*/
function G(e, t) {
	return /* @__PURE__ */ xr(e, t, "svg");
}
function Sr(e = "") {
	if (!D) {
		var t = $t(e + "");
		return br(t, t), t;
	}
	var n = O;
	return n.nodeType === 3 ? on(n) : (n.before(n = $t()), Se(n)), br(n, n), n;
}
function Cr() {
	if (D) return br(O, null), O;
	var e = document.createDocumentFragment(), t = document.createComment(""), n = $t();
	return e.append(t, n), br(t, n), e;
}
function K(e, t) {
	if (D) {
		var n = V;
		n.f & 32768 && n.nodes.end !== null || (n.nodes.end = O), Ce();
	} else e !== null && e.before(t);
}
// node_modules/svelte/src/reactivity/create-subscriber.js
function wr(e) {
	let t = 0, n = It(0), r;
	return () => {
		fn() && (H(n), yn(() => (t === 0 && (r = ar(() => e(() => Ut(n)))), t += 1, () => {
			qe(() => {
				--t, t === 0 && (r?.(), r = void 0, Ut(n));
			});
		})));
	};
}
// node_modules/svelte/src/internal/client/dom/blocks/boundary.js
var Tr = C | w;
function Er(e, t, n, r) {
	new Dr(e, t, n, r);
}
var Dr = class {
	parent;
	is_pending = !1;
	transform_error;
	#e;
	#t = D ? O : null;
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
	#m = wr(() => (this.#p = It(this.#l), () => {
		this.#p = null;
	}));
	constructor(e, t, n, r) {
		this.#e = e, this.#n = t, this.#r = (e) => {
			var t = V;
			t.b = this, t.f |= 128, n(e);
		}, this.parent = V.b, this.transform_error = r ?? this.parent?.transform_error ?? ((e) => e), this.#i = bn(() => {
			if (D) {
				let e = Ee(this.#t);
				Ce();
				let t = e === "[!";
				if (e.startsWith("[?")) {
					let t = JSON.parse(e.slice(2));
					this.#g(t);
				} else t ? this.#y() : this.#h();
			} else this.#b();
		}, Tr), D && (this.#e = O);
	}
	#h() {
		try {
			this.#a = xn(() => this.#r(this.#e));
		} catch (e) {
			this.error(e);
		}
	}
	#g(e) {
		let t = this.#n.failed, { reset: n, invoke_onerror: r } = this.#_(e);
		qe(r), t && (this.#s = xn(() => {
			t(this.#e, () => e, () => n);
		}));
	}
	#_(e) {
		var t = !1, n = !1;
		let r = () => {
			this.#v() || (t ? be() : (t = !0, n && Be(), this.#s !== null && On(this.#s, () => {
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
					cn(e, this.#i && this.#i.parent);
				}
			}
		};
	}
	#v() {
		return (this.#i.f & (b | S)) !== 0;
	}
	#y() {
		let e = this.#n.pending;
		e && (this.is_pending = !0, this.#o = xn(() => e(this.#e)), qe(() => {
			if (!this.#v()) {
				var e = this.#c = document.createDocumentFragment(), t = $t(), n = !1;
				e.append(t), this.#a = this.#S(() => {
					try {
						return xn(() => this.#r(t));
					} catch (e) {
						try {
							this.error(e), n = !0;
						} catch (e) {
							cn(e, this.#i.parent);
						}
						return null;
					}
				}), this.#a === null ? (this.#c = null, n && this.#x(N)) : this.#u === 0 && (this.#e.before(e), this.#c = null, On(this.#o, () => {
					this.#o = null;
				}), this.#x(N));
			}
		}));
	}
	#b() {
		try {
			if (this.is_pending = this.has_pending_snippet(), this.#u = 0, this.#l = 0, this.#a = xn(() => {
				this.#r(this.#e);
			}), this.#u > 0) {
				var e = this.#c = document.createDocumentFragment();
				Mn(this.#a, e);
				let t = this.#n.pending;
				this.#o = xn(() => t(this.#e));
			} else this.#x(N);
		} catch (e) {
			this.error(e);
		}
	}
	#x(e) {
		this.is_pending = !1, e.transfer_reactions(this.#f);
	}
	defer_effect(e) {
		Qe(e, this.#f);
	}
	is_rendered() {
		return !this.is_pending && (!this.parent || this.parent.is_rendered());
	}
	has_pending_snippet() {
		return !!this.#n.pending;
	}
	#S(e) {
		var t = V, n = B, r = Ve;
		Rn(this.#i), Ln(this.#i), He(this.#i.ctx);
		try {
			return Tt.ensure(), e();
		} finally {
			Rn(t), Ln(n), He(r);
		}
	}
	#C(e, t) {
		this.has_pending_snippet() ? (this.#u += e, this.#u === 0 && (this.#x(t), this.#o && On(this.#o, () => {
			this.#o = null;
		}), this.#c &&= (this.#e.before(this.#c), null))) : this.parent && this.parent.#C(e, t);
	}
	update_pending_count(e, t) {
		this.#C(e, t), this.#l += e, !this.#p || this.#d || (this.#d = !0, qe(() => {
			this.#d = !1, this.#p && Vt(this.#p, this.#l);
		}));
	}
	get_effect_pending() {
		return this.#m(), H(this.#p);
	}
	error(e) {
		if (e === he || !this.#n.onerror && !this.#n.failed) throw e;
		N?.is_fork ? (this.#a && N.skip_effect(this.#a), this.#o && N.skip_effect(this.#o), this.#s && N.skip_effect(this.#s), N.oncommit(() => {
			this.#v() || this.#w(e);
		})) : this.#w(e);
	}
	#w(e) {
		this.#a &&= (Tn(this.#a), null), this.#o &&= (Tn(this.#o), null), this.#s &&= (Tn(this.#s), null), D && (Se(this.#t), we(), Se(Te()));
		let t = this.#n.failed, n = (e) => {
			if (this.#v()) return;
			let { reset: n, invoke_onerror: r } = this.#_(e);
			r(), t && !this.#v() && (this.#s = this.#S(() => {
				try {
					return xn(() => {
						var r = V;
						r.b = this, r.f |= 128, t(this.#e, () => e, () => n);
					});
				} catch (e) {
					return cn(e, this.#i.parent), null;
				}
			}));
		};
		qe(() => {
			if (!this.#v()) {
				var t;
				try {
					t = this.transform_error(e);
				} catch (e) {
					cn(e, this.#i && this.#i.parent);
					return;
				}
				typeof t == "object" && t && typeof t.then == "function" ? t.then(n, (e) => cn(e, this.#i && this.#i.parent)) : n(t);
			}
		});
	}
};
function q(e, t) {
	var n = t == null ? "" : typeof t == "object" ? `${t}` : t;
	n !== (e[de] ??= e.nodeValue) && (e[de] = n, e.nodeValue = `${n}`);
}
function Or(e, t) {
	return Ar(e, t);
}
var kr = /* @__PURE__ */ new Map();
function Ar(e, { target: t, anchor: n, props: i = {}, events: a, context: o, intro: s = !0, transformError: c }) {
	Qt();
	var l = void 0, u = gn(() => {
		var s = n ?? t.appendChild($t());
		Er(s, { pending: () => {} }, (t) => {
			A({});
			var n = Ve;
			if (o && (n.c = o), a && (i.$$events = a), D && br(t, null), l = e(t, i) || Ue(), D && (V.nodes.end = O, O === null || O.nodeType !== 8 || O.data !== "]")) throw ve(), he;
			j();
		}, c);
		var u = /* @__PURE__ */ new Set(), d = (e) => {
			for (var n = 0; n < e.length; n++) {
				var r = e[n];
				if (!u.has(r)) {
					u.add(r);
					var i = sr(r);
					for (let e of [t, document]) {
						var a = kr.get(e);
						a === void 0 && (a = /* @__PURE__ */ new Map(), kr.set(e, a));
						var o = a.get(r);
						o === void 0 ? (e.addEventListener(r, gr, { passive: i }), a.set(r, 1)) : a.set(r, o + 1);
					}
				}
			}
		};
		return d(r(lr)), ur.add(d), () => {
			for (var e of u) for (let n of [t, document]) {
				var r = kr.get(n), i = r.get(e);
				--i == 0 ? (n.removeEventListener(e, gr), r.delete(e), r.size === 0 && kr.delete(n)) : r.set(e, i);
			}
			ur.delete(d), s !== n && s.parentNode?.removeChild(s);
		};
	});
	return jr.set(l, u), l;
}
var jr = /* @__PURE__ */ new WeakMap(), Mr = class {
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
			if (n) An(n), this.#r.delete(t);
			else {
				var r = this.#n.get(t);
				r && (An(r.effect), this.#t.set(t, r.effect), this.#n.delete(t), r.fragment.lastChild.remove(), this.anchor.before(r.fragment), n = r.effect);
			}
			for (let [t, n] of this.#e) {
				if (this.#e.delete(t), t === e) break;
				let r = this.#n.get(n);
				r && (Tn(r.effect), this.#n.delete(n));
			}
			for (let [e, r] of this.#t) {
				if (e === t || this.#r.has(e)) continue;
				let i = () => {
					if (Array.from(this.#e.values()).includes(e)) {
						var t = document.createDocumentFragment();
						Mn(r, t), t.append($t()), this.#n.set(e, {
							effect: r,
							fragment: t
						});
					} else Tn(r);
					this.#r.delete(e), this.#t.delete(e);
				};
				this.#i || !n ? (this.#r.add(e), On(r, i, !1)) : i();
			}
		}
	};
	#o = (e) => {
		this.#e.delete(e);
		let t = Array.from(this.#e.values());
		for (let [e, n] of this.#n) t.includes(e) || (Tn(n.effect), this.#n.delete(e));
	};
	ensure(e, t) {
		var n = N, r = rn();
		if (t && !this.#t.has(e) && !this.#n.has(e)) {
			if (r) {
				var i = document.createDocumentFragment(), a = $t();
				i.append(a), this.#n.set(e, {
					effect: xn(() => t(a)),
					fragment: i
				});
			} else this.#t.set(e, xn(() => t(this.anchor)));
		}
		if (this.#e.set(n, e), r) {
			for (let [t, r] of this.#t) t === e ? n.unskip_effect(r) : n.skip_effect(r);
			for (let [t, r] of this.#n) t === e ? n.unskip_effect(r.effect) : n.skip_effect(r.effect);
			n.oncommit(this.#a), n.ondiscard(this.#o);
		} else D && (this.anchor = O), this.#a(n);
	}
}, Nr = 0, Pr = 1, Fr = 2;
function Ir(e, t, n, r, i) {
	D && Ce();
	var a = We(), o = E, s = a ? It(o) : /* @__PURE__ */ Rt(o, !1, !1), c = a ? It(o) : /* @__PURE__ */ Rt(o, !1, !1), l = new Mr(e);
	bn(() => {
		var a = N, o = t(), u = !1;
		let d = D && f(o) === (e.data === "[!");
		if (d && (Se(Te()), xe(!1)), f(o)) {
			var p = rt(), m = !1;
			let e = (e) => {
				if (!u) {
					m = !0, p(!1), N === a && a.deactivate(), Tt.ensure();
					try {
						e();
					} finally {
						it(!1), yt || Et();
					}
				}
			};
			o.then((t) => {
				e(() => {
					Vt(s, t), l.ensure(Pr, r && ((e) => r(e, s)));
				});
			}, (t) => {
				e(() => {
					if (Vt(c, t), l.ensure(Fr, i && ((e) => i(e, c))), !i) throw c.v;
				});
			}), D ? l.ensure(Nr, n) : qe(() => {
				m || e(() => {
					l.ensure(Nr, n);
				});
			});
		} else Vt(s, o), l.ensure(Pr, r && ((e) => r(e, s)));
		return d && xe(!0), () => {
			u = !0;
		};
	});
}
// node_modules/svelte/src/internal/client/dom/blocks/if.js
function J(e, t, n = !1) {
	var r;
	D && (r = O, Ce());
	var i = new Mr(e), a = n ? C : 0;
	function o(e, t) {
		if (D) {
			var n = Ee(r);
			if (e !== parseInt(n.substring(1))) {
				var a = Te();
				Se(a), i.anchor = a, xe(!1), i.ensure(e, t), xe(!0);
				return;
			}
		}
		i.ensure(e, t);
	}
	bn(() => {
		var e = !1;
		t((t, n = 0) => {
			e = !0, o(n, t);
		}), e || o(-1, null);
	}, a);
}
// node_modules/svelte/src/internal/client/dom/blocks/key.js
var Lr = Symbol("NaN");
function Rr(e, t, n) {
	D && Ce();
	var r = new Mr(e), i = !We();
	bn(() => {
		var e = t();
		e !== e && (e = Lr), i && typeof e == "object" && e && (e = {}), r.ensure(e, n);
	});
}
// node_modules/svelte/src/internal/client/dom/blocks/each.js
function zr(e, t) {
	return t;
}
function Br(e, t, n) {
	for (var i = [], a = t.length, o, s = t.length, c = 0; c < a; c++) {
		let n = t[c];
		On(n, () => {
			if (o) {
				if (o.pending.delete(n), o.done.add(n), o.pending.size === 0) {
					var t = e.outrogroups;
					Vr(e, r(o.done)), t.delete(o), t.size === 0 && (e.outrogroups = null);
				}
			} else --s;
		}, !1);
	}
	if (s === 0) {
		var l = i.length === 0 && n !== null && e.pending.size === 0;
		if (l) {
			var u = n, d = u.parentNode;
			nn(d), d.append(u), e.items.clear();
		}
		Vr(e, t, !l);
	} else o = {
		pending: new Set(t),
		done: /* @__PURE__ */ new Set()
	}, (e.outrogroups ??= /* @__PURE__ */ new Set()).add(o);
}
function Vr(e, t, n = !0) {
	var r;
	if (e.pending.size > 0) {
		r = /* @__PURE__ */ new Set();
		for (let t of e.pending.values()) for (let n of t) r.add(e.items.get(n).e);
	}
	for (var i = 0; i < t.length; i++) {
		var a = t[i];
		r?.has(a) ? (a.f |= T, Mn(a, document.createDocumentFragment())) : Tn(t[i], n);
	}
}
var Hr;
function Y(t, n, i, a, o, s = null) {
	var c = t, l = /* @__PURE__ */ new Map();
	if (n & 4) {
		var u = t;
		c = D ? Se(/* @__PURE__ */ en(u)) : u.appendChild($t());
	}
	D && Ce();
	var d = null, f = /* @__PURE__ */ lt(() => {
		var t = i();
		return e(t) ? t : t == null ? [] : r(t);
	}), p = /* @__PURE__ */ new Map(), m = !0;
	function h(e) {
		if (!(_.effect.f & 16384)) {
			_.pending.delete(e);
			var t = H(f);
			_.fallback = d, Wr(_, t, c, n, a), d !== null && (t.length === 0 ? d.f & 33554432 ? (d.f ^= T, Kr(d, null, c)) : An(d) : On(d, () => {
				d = null;
			}));
		}
	}
	function g(e) {
		_.pending.delete(e);
	}
	var _ = {
		effect: bn(() => {
			var e = H(f), t = e.length;
			let r = !1;
			D && Ee(c) === "[!" != (t === 0) && (c = Te(), Se(c), xe(!1), r = !0);
			for (var u = /* @__PURE__ */ new Set(), _ = N, v = rn(), y = 0; y < t; y += 1) {
				D && O.nodeType === 8 && O.data === "]" && (c = O, r = !0, xe(!1));
				var b = e[y], x = a(b, y), S = m ? null : l.get(x);
				S ? (S.v && Vt(S.v, b), S.i && Vt(S.i, y), v && _.unskip_effect(S.e)) : (S = Gr(l, m ? c : Hr ??= $t(), b, x, y, o, n, i), m || (S.e.f |= T), l.set(x, S)), u.add(x);
			}
			if (t === 0 && s && !d && (m ? d = xn(() => s(c)) : (d = xn(() => s(Hr ??= $t())), d.f |= T)), t > u.size && je("", "", ""), D && t > 0 && Se(Te()), !m) {
				if (p.set(_, u), v) {
					for (let [e, t] of l) u.has(e) || _.skip_effect(t.e);
					_.oncommit(h), _.ondiscard(g);
				} else h(_);
			}
			r && xe(!0), H(f);
		}),
		flags: n,
		items: l,
		pending: p,
		outrogroups: null,
		fallback: d
	};
	m = !1, D && (c = O);
}
function Ur(e) {
	for (; e !== null && !(e.f & 32);) e = e.next;
	return e;
}
function Wr(e, t, n, i, a) {
	var o = !!(i & 8), s = t.length, c = e.items, l = Ur(e.effect.first), u, d = null, f, p = [], m = [], h, g, _, v;
	if (o) for (v = 0; v < s; v += 1) h = t[v], g = a(h, v), _ = c.get(g).e, _.f & 33554432 || (_.nodes?.a?.measure(), (f ??= /* @__PURE__ */ new Set()).add(_));
	for (v = 0; v < s; v += 1) {
		if (h = t[v], g = a(h, v), _ = c.get(g).e, e.outrogroups !== null) for (let t of e.outrogroups) t.pending.delete(_), t.done.delete(_);
		if (_.f & 8192 && (An(_), o && (_.nodes?.a?.unfix(), (f ??= /* @__PURE__ */ new Set()).delete(_))), _.f & 33554432) {
			if (_.f ^= T, _ === l) Kr(_, null, n);
			else {
				var y = d ? d.next : l;
				_ === e.effect.last && (e.effect.last = _.prev), _.prev && (_.prev.next = _.next), _.next && (_.next.prev = _.prev), qr(e, d, _), qr(e, _, y), Kr(_, y, n), d = _, p = [], m = [], l = Ur(d.next);
				continue;
			}
		}
		if (_ !== l) {
			if (u !== void 0 && u.has(_)) {
				if (p.length < m.length) {
					var b = m[0], x;
					d = b.prev;
					var S = p[0], C = p[p.length - 1];
					for (x = 0; x < p.length; x += 1) Kr(p[x], b, n);
					for (x = 0; x < m.length; x += 1) u.delete(m[x]);
					qr(e, S.prev, C.next), qr(e, d, S), qr(e, C, b), l = b, d = C, --v, p = [], m = [];
				} else u.delete(_), Kr(_, l, n), qr(e, _.prev, _.next), qr(e, _, d === null ? e.effect.first : d.next), qr(e, d, _), d = _;
				continue;
			}
			for (p = [], m = []; l !== null && l !== _;) (u ??= /* @__PURE__ */ new Set()).add(l), m.push(l), l = Ur(l.next);
			if (l === null) continue;
		}
		_.f & 33554432 || p.push(_), d = _, l = Ur(_.next);
	}
	if (e.outrogroups !== null) {
		for (let t of e.outrogroups) t.pending.size === 0 && (Vr(e, r(t.done)), e.outrogroups?.delete(t));
		e.outrogroups.size === 0 && (e.outrogroups = null);
	}
	if (l !== null || u !== void 0) {
		var w = [];
		if (u !== void 0) for (_ of u) _.f & 8192 || w.push(_);
		for (; l !== null;) !(l.f & 8192) && l !== e.fallback && w.push(l), l = Ur(l.next);
		var ee = w.length;
		if (ee > 0) {
			var te = i & 4 && s === 0 ? n : null;
			if (o) {
				for (v = 0; v < ee; v += 1) w[v].nodes?.a?.measure();
				for (v = 0; v < ee; v += 1) w[v].nodes?.a?.fix();
			}
			Br(e, w, te);
		}
	}
	o && qe(() => {
		if (f !== void 0) for (_ of f) _.nodes?.a?.apply();
	});
}
function Gr(e, t, n, r, i, a, o, s) {
	var c = o & 1 ? o & 16 ? It(n) : /* @__PURE__ */ Rt(n, !1, !1) : null, l = o & 2 ? It(i) : null;
	return {
		v: c,
		i: l,
		e: xn(() => (a(t, c ?? n, l ?? i, s), () => {
			e.delete(r);
		}))
	};
}
function Kr(e, t, n) {
	if (e.nodes) for (var r = e.nodes.start, i = e.nodes.end, a = t && !(t.f & 33554432) ? t.nodes.start : n; r !== null;) {
		var o = /* @__PURE__ */ tn(r);
		if (a.before(r), r === i) return;
		r = o;
	}
}
function qr(e, t, n) {
	t === null ? e.effect.first = n : t.next = n, n === null ? e.effect.last = t : n.prev = t;
}
// node_modules/svelte/src/internal/client/dom/blocks/snippet.js
function Jr(e, t, ...n) {
	var r = new Mr(e);
	bn(() => {
		let e = t() ?? null;
		r.ensure(e, e && ((t) => e(t, ...n)));
	}, C);
}
// node_modules/clsx/dist/clsx.mjs
function Yr(e) {
	var t, n, r = "";
	if (typeof e == "string" || typeof e == "number") r += e;
	else if (typeof e == "object") {
		if (Array.isArray(e)) {
			var i = e.length;
			for (t = 0; t < i; t++) e[t] && (n = Yr(e[t])) && (r && (r += " "), r += n);
		} else for (n in e) e[n] && (r && (r += " "), r += n);
	}
	return r;
}
function Xr() {
	for (var e, t, n = 0, r = "", i = arguments.length; n < i; n++) (e = arguments[n]) && (t = Yr(e)) && (r && (r += " "), r += t);
	return r;
}
// node_modules/svelte/src/internal/shared/attributes.js
function Zr(e) {
	return typeof e == "object" ? Xr(e) : e ?? "";
}
var Qr = [..." 	\n\r\f\xA0\v﻿"];
function $r(e, t, n) {
	var r = e == null ? "" : "" + e;
	if (t && (r = r ? r + " " + t : t), n) {
		for (var i of Object.keys(n)) if (n[i]) r = r ? r + " " + i : i;
		else if (r.length) for (var a = i.length, o = 0; (o = r.indexOf(i, o)) >= 0;) {
			var s = o + a;
			(o === 0 || Qr.includes(r[o - 1])) && (s === r.length || Qr.includes(r[s])) ? r = (o === 0 ? "" : r.substring(0, o)) + r.substring(s + 1) : o = s;
		}
	}
	return r === "" ? null : r;
}
function ei(e, t = !1) {
	var n = t ? " !important;" : ";", r = "";
	for (var i of Object.keys(e)) {
		var a = e[i];
		a != null && a !== "" && (r += " " + i + ": " + a + n);
	}
	return r;
}
function ti(e) {
	return e[0] !== "-" || e[1] !== "-" ? e.toLowerCase() : e;
}
function ni(e, t) {
	if (t) {
		var n = "", r, i;
		if (Array.isArray(t) ? (r = t[0], i = t[1]) : r = t, e) {
			e = String(e).replaceAll(/\/\*.*?\*\//g, "").trim();
			var a = !1, o = 0, s = !1, c = [];
			r && c.push(...Object.keys(r).map(ti)), i && c.push(...Object.keys(i).map(ti));
			var l = 0, u = -1;
			let t = e.length;
			for (var d = 0; d < t; d++) {
				var f = e[d];
				if (s ? f === "/" && e[d - 1] === "*" && (s = !1) : a ? a === f && (a = !1) : f === "/" && e[d + 1] === "*" ? s = !0 : f === "\"" || f === "'" ? a = f : f === "(" ? o++ : f === ")" && o--, !s && a === !1 && o === 0) {
					if (f === ":" && u === -1) u = d;
					else if (f === ";" || d === t - 1) {
						if (u !== -1) {
							var p = ti(e.substring(l, u).trim());
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
		return r && (n += ei(r)), i && (n += ei(i, !0)), n = n.trim(), n === "" ? null : n;
	}
	return e == null ? null : String(e);
}
// node_modules/svelte/src/internal/client/dom/elements/class.js
function ri(e, t, n, r, i, a) {
	var o = e[le];
	if (D || o !== n || o === void 0) {
		var s = $r(n, r, a);
		D && s === e.getAttribute("class") || (s == null ? e.removeAttribute("class") : t ? e.className = s : e.setAttribute("class", s)), e[le] = n;
	} else if (a && i !== a) for (var c in a) {
		var l = !!a[c];
		(i == null || l !== !!i[c]) && e.classList.toggle(c, l);
	}
	return a;
}
// node_modules/svelte/src/internal/client/dom/elements/style.js
function ii(e, t = {}, n, r) {
	for (var i in n) {
		var a = n[i];
		t[i] !== a && (n[i] == null ? e.style.removeProperty(i) : e.style.setProperty(i, a, r));
	}
}
function ai(e, t, n, r) {
	var i = e[ue];
	if (D || i !== t) {
		var a = ni(t, r);
		D && a === e.getAttribute("style") || (a == null ? e.removeAttribute("style") : e.style.cssText = a), e[ue] = t;
	} else r && (Array.isArray(r) ? (ii(e, n?.[0], r[0]), ii(e, n?.[1], r[1], "important")) : ii(e, n, r));
	return r;
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/select.js
function oi(e, t) {
	t ? e.hasAttribute("selected") || e.setAttribute("selected", "") : e.removeAttribute("selected");
}
function si(t, n) {
	var r = t.__defaultValue, i = t.multiple, a = i ? r ?? [] : null;
	if (!i || e(a)) {
		var o = t.selectedIndex, s = n && i ? new Set(t.selectedOptions) : null;
		for (var c of t.options) {
			var l = ui(c);
			oi(c, i ? a.includes(l) : qt(l, r));
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
function ci(t, n, r = !1) {
	if (t.multiple) {
		if (n == null) return;
		if (!e(n)) return ye();
		for (var i of t.options) i.selected = n.includes(ui(i));
	} else {
		for (i of t.options) if (qt(ui(i), n)) {
			i.selected = !0;
			return;
		}
		r && n === void 0 || (t.selectedIndex = -1);
	}
}
function li(e) {
	var t = new MutationObserver((t) => {
		t.every(di) || ("__defaultValue" in e && si(e, !1), "__value" in e && ci(e, e.__value));
	});
	t.observe(e, {
		childList: !0,
		subtree: !0,
		attributes: !0,
		attributeFilter: ["value"]
	}), pn(() => {
		t.disconnect();
	});
}
function ui(e) {
	return "__value" in e ? e.__value : e.value;
}
function di(e) {
	if (e.target.closest("selectedcontent") !== null) return !0;
	if (e.type === "childList") {
		var t = [...e.addedNodes, ...e.removedNodes];
		return t.length > 0 && t.every((e) => e.nodeName === "SELECTEDCONTENT");
	}
	return !1;
}
// node_modules/svelte/src/internal/client/dom/elements/attributes.js
var fi = Symbol("is custom element"), pi = Symbol("is html"), mi = me ? "link" : "LINK", hi = me ? "progress" : "PROGRESS";
function gi(e) {
	if (D) {
		var t = !1, n = () => {
			if (!t) {
				if (t = !0, e.hasAttribute("value")) {
					var n = e.value;
					X(e, "value", null), e.value = n;
				}
				if (e.hasAttribute("checked")) {
					var r = e.checked;
					X(e, "checked", null), e.checked = r;
				}
			}
		};
		e[fe] = n, qe(n), et();
	}
}
function _i(e, t) {
	var n = yi(e);
	n.value !== (n.value = t ?? void 0) && (e.value !== t || t === 0 && e.nodeName === hi) && (e.value = t ?? "");
}
function vi(e, t) {
	var n = yi(e);
	n.checked !== (n.checked = t ?? void 0) && (e.checked = t);
}
function X(e, t, n, r) {
	var i = yi(e);
	if (!(D && (i[t] = e.getAttribute(t), t === "src" || t === "srcset" || t === "href" && e.nodeName === mi))) {
		var a = i[t];
		a !== (i[t] = n) && (t === "loading" && (e[se] = n), n == null ? e.removeAttribute(t) : typeof n != "string" && xi(e).has(t) ? e[t] = n : (!D || typeof n != "number" && typeof n != "boolean" || a !== String(n)) && e.setAttribute(t, n));
	}
}
function yi(e) {
	return e[ce] ??= {
		[fi]: e.nodeName.includes("-"),
		[pi]: e.namespaceURI === ge
	};
}
var bi = /* @__PURE__ */ new Map();
function xi(e) {
	var t = e.getAttribute("is") || e.nodeName, n = bi.get(t);
	if (n) return n;
	bi.set(t, n = /* @__PURE__ */ new Set());
	for (var r, i = e, a = Element.prototype; a !== i;) {
		for (var s in r = o(i), r) r[s].set && s !== "innerHTML" && s !== "textContent" && s !== "innerText" && n.add(s);
		i = l(i);
	}
	return n;
}
var Si = /* @__PURE__ */ new class e {
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
function Ci(e, t, n) {
	var r = Si.observe(e, () => n(e[t]));
	_n(() => (ar(() => n(e[t])), r));
}
// node_modules/svelte/src/internal/client/dom/elements/bindings/this.js
function wi(e, t) {
	return e === t || e?.[ie] === t;
}
function Ti(e = Ue(), t, n, r) {
	var i = Ve.r, a = V;
	return _n(() => {
		var o, s;
		return yn(() => {
			o = s, s = r?.() || [], ar(() => {
				wi(n(...s), e) || (t(e, ...s), o && wi(n(...o), e) && t(null, ...o));
			});
		}), () => {
			let r = a;
			for (; r !== i && r.parent !== null && r.parent.f & 33554432;) r = r.parent;
			let o = () => {
				s && wi(n(...s), e) && t(null, ...s);
			}, c = r.teardown;
			r.teardown = () => {
				o(), c?.();
			};
		};
	}), e;
}
// node_modules/svelte/src/internal/client/reactivity/store.js
var Ei = !1;
function Di(e) {
	var t = Ei;
	try {
		return Ei = !1, [e(), Ei];
	} finally {
		Ei = t;
	}
}
// node_modules/svelte/src/internal/client/reactivity/props.js
function Oi(e, t, n, r) {
	var i = !0, o = !!(n & 8), s = !!(n & 16), c = r, l = !0, u = void 0, d = () => s && i ? (u ??= /* @__PURE__ */ ot(r), H(u)) : (l && (l = !1, c = s ? ar(r) : r), c);
	let f;
	if (o) {
		var p = ie in e || oe in e;
		f = a(e, t)?.set ?? (p && t in e ? (n) => e[t] = n : void 0);
	}
	var m, h = !1;
	o ? [m, h] = Di(() => e[t]) : m = e[t], m === void 0 && r !== void 0 && (m = d(), f && (i && Ie(t), f(m)));
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
	var v = !1, y = (n & 1 ? ot : lt)(() => (v = !1, g()));
	o && H(y);
	var b = V;
	return (function(e, t) {
		if (arguments.length > 0) {
			let n = t ? H(y) : i && o ? Gt(e) : e;
			return P(y, n), v = !0, c !== void 0 && (c = n), e;
		}
		return Pn && v || b.f & 16384 ? y.v : H(y);
	});
}
// node_modules/svelte/src/internal/disclose-version.js
typeof window < "u" && ((window.__svelte ??= {}).v ??= /* @__PURE__ */ new Set()).add("5");
// src/views/Answer.svelte
var ki = /* @__PURE__ */ W("<p role=\"alert\" class=\"failed svelte-xps8le\"> </p>"), Ai = /* @__PURE__ */ W("<p class=\"waiting svelte-xps8le\" role=\"status\"> </p>");
function ji(e, t) {
	A(t, !0);
	let n = Oi(t, "until", 3, "working it out …");
	var r = Cr(), i = I(r), a = (e) => {
		var n = ki(), r = L(n);
		z(() => q(r, `This could not be read: ${t.to.failed ?? ""}`)), K(e, n);
	}, o = (e) => {
		var n = Cr();
		Jr(I(n), () => t.children, () => t.to.value), K(e, n);
	}, s = (e) => {
		var t = Ai(), r = L(t, !0);
		z(() => q(r, n())), K(e, t);
	};
	J(i, (e) => {
		t.to.failed === void 0 ? t.to.value === void 0 ? e(s, -1) : e(o, 1) : e(a);
	}), K(e, r), j();
}
// src/state/latest.svelte.ts
var Mi = class {
	#e = /* @__PURE__ */ Lt();
	get value() {
		return H(this.#e);
	}
	set value(e) {
		P(this.#e, e);
	}
	#t = /* @__PURE__ */ Lt();
	get failed() {
		return H(this.#t);
	}
	set failed(e) {
		P(this.#t, e, !0);
	}
	constructor(e) {
		mn(() => {
			let t = !1;
			return e().then((e) => {
				t || ([this.value, this.failed] = [e, void 0]);
			}, (e) => {
				t || (this.failed = e instanceof Error ? e.message : String(e));
			}), () => {
				t = !0;
			};
		});
	}
}, Ni = /* @__PURE__ */ new Set([
	"area_fraction",
	"share",
	"signed_share",
	"positive_share",
	"top_share"
]), Pi = /* @__PURE__ */ new Set(["mean", "abs_mean"]);
function Fi(e, t) {
	let n = Ni.has(e);
	return (n ? 1 : 2) + +(t !== 0 && Math.abs(t) < .095 / (n ? 100 : 1));
}
function Z(e, t, n = !1) {
	if (t == null) return "–";
	if (Pi.has(e)) return Ri(t, n) + zi(t);
	let r = Ni.has(e), i = Math.abs(r ? 100 * t : t).toFixed(Fi(e, t));
	return (Number(i) === 0 ? "" : Ri(t, n)) + i + (r ? " %" : "");
}
function Ii(e, t) {
	return Z(e, t, !0).replace(" %", " pt");
}
function Li(e, t, n, r = !1) {
	if (t == null || n == null) return "";
	let i = Ni.has(e), a = Z(e, t, r);
	return `${i ? a.replace(" %", "") : a} to ${Z(e, n, r)}`;
}
function Ri(e, t) {
	return e < 0 ? "−" : t && e > 0 ? "+" : "";
}
function zi(e) {
	let [t = "", n = ""] = Math.abs(e).toExponential(1).split("e");
	return n === "+0" ? t : `${t}e${n.replace("-", "−").replace("+", "")}`;
}
function Q(e) {
	return e.toLocaleString("en-GB");
}
function Bi(e) {
	return `${Q(e)} ${e === 1 ? "image" : "images"}`;
}
function Vi(e) {
	return e.replaceAll("_", " ");
}
function Hi(e) {
	return e.split(":")[0] ?? e;
}
// src/pages/About.svelte
var Ui = /* @__PURE__ */ W("<dt class=\"svelte-gf7t7t\"> </dt> <dd class=\"svelte-gf7t7t\"> </dd>", 1), Wi = /* @__PURE__ */ W("<h2> </h2> <dl class=\"svelte-gf7t7t\"></dl>", 1), Gi = /* @__PURE__ */ W("<p><b> </b>, to keep this file small: of each cell the highest,\n    the lowest and the most typical were kept first. All numbers are of all images.</p>"), Ki = /* @__PURE__ */ W("<p> </p>"), qi = /* @__PURE__ */ W("<li class=\"svelte-gf7t7t\"> </li>"), Ji = /* @__PURE__ */ W("<ul class=\"svelte-gf7t7t\"><!> <li class=\"svelte-gf7t7t\">Attribution is what a method says of a model. Only where removing a part changes the prediction too does partwise\n      speak of reliance.</li></ul>"), Yi = /* @__PURE__ */ W("<p>None.</p>"), Xi = /* @__PURE__ */ W("<tr><th scope=\"row\"> </th><td> </td><td> </td></tr>"), Zi = /* @__PURE__ */ W("<p class=\"soft small\"> </p> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">image</th><th scope=\"col\">error</th><th scope=\"col\">what was wrong</th></tr></thead><tbody></tbody></table></div>", 1), Qi = /* @__PURE__ */ W("<tr><th scope=\"row\"> </th><td> </td><td class=\"number\"> </td><td> </td><td class=\"number\"> </td></tr>"), $i = /* @__PURE__ */ W("<tr><th scope=\"row\"> </th><td> </td><td> </td><td class=\"number\"> </td></tr>"), ea = /* @__PURE__ */ W("<tr><th scope=\"row\"> </th><td><code> </code></td><td> </td></tr>"), ta = /* @__PURE__ */ W("<h1>About this run</h1> <p class=\"soft\"> <!></p> <!> <!> <h2>What this cannot say</h2> <!> <h2>Images that failed</h2> <!> <h2>Maps</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">method</th><th scope=\"col\">target</th><th scope=\"col\" class=\"number\">maps</th><th scope=\"col\">own grid</th><th scope=\"col\" class=\"number\">sum misses by (median)</th></tr></thead><tbody></tbody></table></div> <h2>Parts</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">part</th><th scope=\"col\">role</th><th scope=\"col\">part of</th><th scope=\"col\" class=\"number\">images</th></tr></thead><tbody></tbody></table></div> <h2>Measures</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\">formula</th><th scope=\"col\">says</th></tr></thead><tbody></tbody></table></div> <!> <!> <!>", 1);
function na(e, t) {
	A(t, !0);
	let n = (e, t = d, n = d) => {
		var r = Wi(), a = I(r), o = L(a, !0), s = R(a, 2);
		Y(s, 21, n, ([e, t]) => e, (e, t) => {
			var n = /* @__PURE__ */ M(() => h(H(t), 2));
			let r = () => H(n)[0], a = () => H(n)[1];
			var o = Ui(), s = I(o), c = L(s, !0), l = L(R(s, 2), !0);
			z((e, t) => {
				q(c, e), q(l, t);
			}, [() => r().replaceAll("_", " "), () => i(a())]), K(e, o);
		}), k(s), z(() => q(o, t())), K(e, r);
	}, r = new Mi(() => t.source.findings());
	function i(e) {
		return e == null ? "–" : typeof e == "string" ? e : Array.isArray(e) && e.every((e) => typeof e != "object") ? e.join(", ") || "none" : JSON.stringify(e, null, 1);
	}
	let a = /* @__PURE__ */ M(() => Object.entries(t.overview.facts.versions ?? {})), o = /* @__PURE__ */ M(() => Object.entries(t.overview.facts).filter(([e]) => e !== "versions"));
	var s = ta(), c = R(I(s), 2), l = F(c), u = R(l), f = (e) => {
		var n = Sr();
		z((e) => q(n, `Only rows where ${e ?? ""}.`), [() => t.overview.conditions.join(" and ")]), K(e, n);
	};
	J(u, (e) => {
		t.overview.conditions.length && e(f);
	}), k(c);
	var p = R(c, 2), m = (e) => {
		var n = Gi(), r = L(F(n));
		we(), k(n), z((e) => q(r, `${e ?? ""} have no picture here`), [() => Bi(t.overview.pictures_left_out)]), K(e, n);
	};
	J(p, (e) => {
		t.overview.pictures_left_out && e(m);
	});
	var g = R(p, 2);
	Y(g, 17, () => Object.entries(t.overview.groups_left_out).filter(([, e]) => e), ([e, t]) => e, (e, t) => {
		var n = /* @__PURE__ */ M(() => h(H(t), 2));
		let r = () => H(n)[0], i = () => H(n)[1];
		var a = Ki(), o = L(a);
		z((e, t) => q(o, `Of ${e ?? ""}, ${t ?? ""} values with fewer images are not told apart here.`), [() => r().replaceAll("_", " "), () => Q(i())]), K(e, a);
	});
	var _ = R(g, 4);
	ji(_, {
		get to() {
			return r;
		},
		children: (e, t = d) => {
			var n = Ji();
			Y(F(n), 16, () => t().limits, (e) => e, (e, t) => {
				var n = qi(), r = L(n, !0);
				z(() => q(r, t)), K(e, n);
			}), we(2), k(n), K(e, n);
		},
		$$slots: { default: !0 }
	});
	var v = R(_, 4), y = (e) => {
		K(e, Yi());
	}, b = (e) => {
		var n = Zi(), r = I(n), i = L(r), a = R(r, 2), o = F(a), s = R(F(o));
		Y(s, 21, () => t.overview.errors, (e) => e.image_id, (e, t) => {
			var n = Xi(), r = F(n), i = L(r, !0), a = R(r), o = L(a, !0), s = L(R(a), !0);
			k(n), z(() => {
				q(i, H(t).image_id), q(o, H(t).error), q(s, H(t).message);
			}), K(e, n);
		}), k(s), k(o), k(a), z((e, t) => q(i, `${e ?? ""}${t ?? ""}`), [() => Bi(t.overview.failed), () => t.overview.failed > t.overview.errors.length ? `, of which the first ${Q(t.overview.errors.length)}` : ""]), K(e, n);
	};
	J(v, (e) => {
		t.overview.failed === 0 ? e(y) : e(b, -1);
	});
	var x = R(v, 4), S = F(x), C = R(F(S));
	Y(C, 21, () => t.overview.maps, zr, (e, t) => {
		var n = Qi(), r = F(n), i = L(r, !0), a = R(r), o = L(a, !0), s = R(a), c = L(s, !0), l = R(s), u = L(l, !0), d = L(R(l), !0);
		k(n), z((e, n) => {
			q(i, H(t).method), q(o, H(t).target_kind ?? "–"), q(c, e), q(u, H(t).native_height ? `${H(t).native_height} × ${H(t).native_width}` : "every pixel"), q(d, n);
		}, [() => Q(Number(H(t).maps)), () => Z("share", H(t).completeness_relative)]), K(e, n);
	}), k(C), k(S), k(x);
	var w = R(x, 4), ee = F(w), T = R(F(ee));
	Y(T, 21, () => t.overview.segments, (e) => e.segment, (e, t) => {
		var n = $i(), r = F(n), i = L(r, !0), a = R(r), o = L(a, !0), s = R(a), c = L(s, !0), l = L(R(s), !0);
		k(n), z((e) => {
			q(i, H(t).segment), q(o, H(t).role ?? "–"), q(c, H(t).parent ?? "–"), q(l, e);
		}, [() => Q(H(t).images)]), K(e, n);
	}), k(T), k(ee), k(w);
	var te = R(w, 4), ne = F(te), re = R(F(ne));
	Y(re, 21, () => t.overview.measures, (e) => e.name, (e, t) => {
		var n = ea(), r = F(n), i = L(r, !0), a = R(r), o = L(F(a), !0);
		k(a);
		var s = L(R(a), !0);
		k(n), z(() => {
			q(i, H(t).name), q(o, H(t).formula), q(s, H(t).says);
		}), K(e, n);
	}), k(re), k(ne), k(te);
	var ie = R(te, 2);
	{
		let e = /* @__PURE__ */ M(() => Object.entries(t.overview.parameters));
		n(ie, () => "Parameters", () => H(e));
	}
	var ae = R(ie, 2);
	n(ae, () => "Versions", () => H(a)), n(R(ae, 2), () => "Facts", () => H(o)), z((e, n) => q(l, `${e ?? ""}, ${n ?? ""} rows, run ${t.overview.run_id ?? ""}, schema ${t.overview.schema_version ?? ""};
  shown by partwise ${t.overview.partwise ?? ""}. `), [() => Bi(t.overview.images), () => Q(t.overview.rows)]), K(e, s), j();
}
// src/views/Choice.svelte
var ra = /* @__PURE__ */ W("<option> </option>"), ia = /* @__PURE__ */ W("<label class=\"svelte-1blel8j\"><span> </span> <span class=\"menu\"><select></select></span></label>");
function aa(e, t) {
	A(t, !0);
	var n = ia(), r = F(n), i = L(r, !0), a = R(r, 2), o = F(a);
	Y(o, 21, () => t.among, ([e, t]) => e, (e, t) => {
		var n = /* @__PURE__ */ M(() => h(H(t), 2));
		let r = () => H(n)[0], i = () => H(n)[1];
		var a = ra(), o = L(a, !0), s = {};
		z(() => {
			q(o, i()), s !== (s = r()) && (a.value = (a.__value = s) ?? "");
		}), K(e, a);
	}), k(o);
	var s;
	li(o), k(a), k(n), z(() => {
		q(i, t.name), s !== (s = t.value) && (o.value = (o.__value = s) ?? "", ci(o, s));
	}), U("change", o, (e) => t.chosen(e.currentTarget.value)), K(e, n), j();
}
pr(["change"]);
// node_modules/d3-array/dist/d3-array.mjs
function oa(e, t) {
	return e == null || t == null ? NaN : e < t ? -1 : e > t ? 1 : e >= t ? 0 : NaN;
}
function sa(e, t) {
	return e == null || t == null ? NaN : t < e ? -1 : t > e ? 1 : t >= e ? 0 : NaN;
}
function ca(e) {
	let t, n, r;
	e.length === 2 ? (t = e === oa || e === sa ? e : la, n = e, r = e) : (t = oa, n = (t, n) => oa(e(t), n), r = (t, n) => e(t) - n);
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
function la() {
	return 0;
}
function ua(e) {
	return e === null ? NaN : +e;
}
var da = ca(oa), fa = da.right;
da.left, ca(ua).center, Array.prototype.slice;
var pa = Math.sqrt(50), ma = Math.sqrt(10), ha = Math.sqrt(2);
function ga(e, t, n) {
	let r = (t - e) / Math.max(0, n), i = Math.floor(Math.log10(r)), a = r / 10 ** i, o = a >= pa ? 10 : a >= ma ? 5 : a >= ha ? 2 : 1, s, c, l;
	return i < 0 ? (l = 10 ** -i / o, s = Math.round(e * l), c = Math.round(t * l), s / l < e && ++s, c / l > t && --c, l = -l) : (l = 10 ** i * o, s = Math.round(e / l), c = Math.round(t / l), s * l < e && ++s, c * l > t && --c), c < s && .5 <= n && n < 2 ? ga(e, t, n * 2) : [
		s,
		c,
		l
	];
}
function _a(e, t, n) {
	if (t = +t, e = +e, n = +n, !(n > 0)) return [];
	if (e === t) return [e];
	let r = t < e, [i, a, o] = r ? ga(t, e, n) : ga(e, t, n);
	if (!(a >= i)) return [];
	let s = a - i + 1, c = Array(s);
	if (r) {
		if (o < 0) for (let e = 0; e < s; ++e) c[e] = (a - e) / -o;
		else for (let e = 0; e < s; ++e) c[e] = (a - e) * o;
	} else if (o < 0) for (let e = 0; e < s; ++e) c[e] = (i + e) / -o;
	else for (let e = 0; e < s; ++e) c[e] = (i + e) * o;
	return c;
}
function va(e, t, n) {
	return t = +t, e = +e, n = +n, ga(e, t, n)[2];
}
function ya(e, t, n) {
	t = +t, e = +e, n = +n;
	let r = t < e, i = r ? va(t, e, n) : va(e, t, n);
	return (r ? -1 : 1) * (i < 0 ? 1 / -i : i);
}
// node_modules/d3-color/dist/d3-color.mjs
function ba(e, t, n) {
	e.prototype = t.prototype = n, n.constructor = e;
}
function xa(e, t) {
	var n = Object.create(e.prototype);
	for (var r in t) n[r] = t[r];
	return n;
}
function Sa() {}
var Ca = .7, wa = 1 / Ca, Ta = "\\s*([+-]?\\d+)\\s*", Ea = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*", Da = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*", Oa = /^#([0-9a-f]{3,8})$/, ka = RegExp(`^rgb\\(${Ta},${Ta},${Ta}\\)$`), Aa = RegExp(`^rgb\\(${Da},${Da},${Da}\\)$`), ja = RegExp(`^rgba\\(${Ta},${Ta},${Ta},${Ea}\\)$`), Ma = RegExp(`^rgba\\(${Da},${Da},${Da},${Ea}\\)$`), Na = RegExp(`^hsl\\(${Ea},${Da},${Da}\\)$`), Pa = RegExp(`^hsla\\(${Ea},${Da},${Da},${Ea}\\)$`), Fa = {
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
ba(Sa, Ba, {
	copy(e) {
		return Object.assign(new this.constructor(), this, e);
	},
	displayable() {
		return this.rgb().displayable();
	},
	hex: Ia,
	formatHex: Ia,
	formatHex8: La,
	formatHsl: Ra,
	formatRgb: za,
	toString: za
});
function Ia() {
	return this.rgb().formatHex();
}
function La() {
	return this.rgb().formatHex8();
}
function Ra() {
	return $a(this).formatHsl();
}
function za() {
	return this.rgb().formatRgb();
}
function Ba(e) {
	var t, n;
	return e = (e + "").trim().toLowerCase(), (t = Oa.exec(e)) ? (n = t[1].length, t = parseInt(t[1], 16), n === 6 ? Va(t) : n === 3 ? new Ga(t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, (t & 15) << 4 | t & 15, 1) : n === 8 ? Ha(t >> 24 & 255, t >> 16 & 255, t >> 8 & 255, (t & 255) / 255) : n === 4 ? Ha(t >> 12 & 15 | t >> 8 & 240, t >> 8 & 15 | t >> 4 & 240, t >> 4 & 15 | t & 240, ((t & 15) << 4 | t & 15) / 255) : null) : (t = ka.exec(e)) ? new Ga(t[1], t[2], t[3], 1) : (t = Aa.exec(e)) ? new Ga(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, 1) : (t = ja.exec(e)) ? Ha(t[1], t[2], t[3], t[4]) : (t = Ma.exec(e)) ? Ha(t[1] * 255 / 100, t[2] * 255 / 100, t[3] * 255 / 100, t[4]) : (t = Na.exec(e)) ? Qa(t[1], t[2] / 100, t[3] / 100, 1) : (t = Pa.exec(e)) ? Qa(t[1], t[2] / 100, t[3] / 100, t[4]) : Fa.hasOwnProperty(e) ? Va(Fa[e]) : e === "transparent" ? new Ga(NaN, NaN, NaN, 0) : null;
}
function Va(e) {
	return new Ga(e >> 16 & 255, e >> 8 & 255, e & 255, 1);
}
function Ha(e, t, n, r) {
	return r <= 0 && (e = t = n = NaN), new Ga(e, t, n, r);
}
function Ua(e) {
	return e instanceof Sa || (e = Ba(e)), e ? (e = e.rgb(), new Ga(e.r, e.g, e.b, e.opacity)) : new Ga();
}
function Wa(e, t, n, r) {
	return arguments.length === 1 ? Ua(e) : new Ga(e, t, n, r ?? 1);
}
function Ga(e, t, n, r) {
	this.r = +e, this.g = +t, this.b = +n, this.opacity = +r;
}
ba(Ga, Wa, xa(Sa, {
	brighter(e) {
		return e = e == null ? wa : wa ** +e, new Ga(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? Ca : Ca ** +e, new Ga(this.r * e, this.g * e, this.b * e, this.opacity);
	},
	rgb() {
		return this;
	},
	clamp() {
		return new Ga(Xa(this.r), Xa(this.g), Xa(this.b), Ya(this.opacity));
	},
	displayable() {
		return -.5 <= this.r && this.r < 255.5 && -.5 <= this.g && this.g < 255.5 && -.5 <= this.b && this.b < 255.5 && 0 <= this.opacity && this.opacity <= 1;
	},
	hex: Ka,
	formatHex: Ka,
	formatHex8: qa,
	formatRgb: Ja,
	toString: Ja
}));
function Ka() {
	return `#${Za(this.r)}${Za(this.g)}${Za(this.b)}`;
}
function qa() {
	return `#${Za(this.r)}${Za(this.g)}${Za(this.b)}${Za((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function Ja() {
	let e = Ya(this.opacity);
	return `${e === 1 ? "rgb(" : "rgba("}${Xa(this.r)}, ${Xa(this.g)}, ${Xa(this.b)}${e === 1 ? ")" : `, ${e})`}`;
}
function Ya(e) {
	return isNaN(e) ? 1 : Math.max(0, Math.min(1, e));
}
function Xa(e) {
	return Math.max(0, Math.min(255, Math.round(e) || 0));
}
function Za(e) {
	return e = Xa(e), (e < 16 ? "0" : "") + e.toString(16);
}
function Qa(e, t, n, r) {
	return r <= 0 ? e = t = n = NaN : n <= 0 || n >= 1 ? e = t = NaN : t <= 0 && (e = NaN), new to(e, t, n, r);
}
function $a(e) {
	if (e instanceof to) return new to(e.h, e.s, e.l, e.opacity);
	if (e instanceof Sa || (e = Ba(e)), !e) return new to();
	if (e instanceof to) return e;
	e = e.rgb();
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = Math.min(t, n, r), a = Math.max(t, n, r), o = NaN, s = a - i, c = (a + i) / 2;
	return s ? (o = t === a ? (n - r) / s + (n < r) * 6 : n === a ? (r - t) / s + 2 : (t - n) / s + 4, s /= c < .5 ? a + i : 2 - a - i, o *= 60) : s = c > 0 && c < 1 ? 0 : o, new to(o, s, c, e.opacity);
}
function eo(e, t, n, r) {
	return arguments.length === 1 ? $a(e) : new to(e, t, n, r ?? 1);
}
function to(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
ba(to, eo, xa(Sa, {
	brighter(e) {
		return e = e == null ? wa : wa ** +e, new to(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? Ca : Ca ** +e, new to(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = this.h % 360 + (this.h < 0) * 360, t = isNaN(e) || isNaN(this.s) ? 0 : this.s, n = this.l, r = n + (n < .5 ? n : 1 - n) * t, i = 2 * n - r;
		return new Ga(io(e >= 240 ? e - 240 : e + 120, i, r), io(e, i, r), io(e < 120 ? e + 240 : e - 120, i, r), this.opacity);
	},
	clamp() {
		return new to(no(this.h), ro(this.s), ro(this.l), Ya(this.opacity));
	},
	displayable() {
		return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && 0 <= this.l && this.l <= 1 && 0 <= this.opacity && this.opacity <= 1;
	},
	formatHsl() {
		let e = Ya(this.opacity);
		return `${e === 1 ? "hsl(" : "hsla("}${no(this.h)}, ${ro(this.s) * 100}%, ${ro(this.l) * 100}%${e === 1 ? ")" : `, ${e})`}`;
	}
}));
function no(e) {
	return e = (e || 0) % 360, e < 0 ? e + 360 : e;
}
function ro(e) {
	return Math.max(0, Math.min(1, e || 0));
}
function io(e, t, n) {
	return (e < 60 ? t + (n - t) * e / 60 : e < 180 ? n : e < 240 ? t + (n - t) * (240 - e) / 60 : t) * 255;
}
var ao = Math.PI / 180, oo = 180 / Math.PI, so = 18, co = .96422, lo = 1, uo = .82521, fo = 4 / 29, po = 6 / 29, mo = 3 * po * po, ho = po * po * po;
function go(e) {
	if (e instanceof vo) return new vo(e.l, e.a, e.b, e.opacity);
	if (e instanceof To) return Eo(e);
	e instanceof Ga || (e = Ua(e));
	var t = So(e.r), n = So(e.g), r = So(e.b), i = yo((.2225045 * t + .7168786 * n + .0606169 * r) / lo), a, o;
	return t === n && n === r ? a = o = i : (a = yo((.4360747 * t + .3850649 * n + .1430804 * r) / co), o = yo((.0139322 * t + .0971045 * n + .7141733 * r) / uo)), new vo(116 * i - 16, 500 * (a - i), 200 * (i - o), e.opacity);
}
function _o(e, t, n, r) {
	return arguments.length === 1 ? go(e) : new vo(e, t, n, r ?? 1);
}
function vo(e, t, n, r) {
	this.l = +e, this.a = +t, this.b = +n, this.opacity = +r;
}
ba(vo, _o, xa(Sa, {
	brighter(e) {
		return new vo(this.l + so * (e ?? 1), this.a, this.b, this.opacity);
	},
	darker(e) {
		return new vo(this.l - so * (e ?? 1), this.a, this.b, this.opacity);
	},
	rgb() {
		var e = (this.l + 16) / 116, t = isNaN(this.a) ? e : e + this.a / 500, n = isNaN(this.b) ? e : e - this.b / 200;
		return t = co * bo(t), e = lo * bo(e), n = uo * bo(n), new Ga(xo(3.1338561 * t - 1.6168667 * e - .4906146 * n), xo(-.9787684 * t + 1.9161415 * e + .033454 * n), xo(.0719453 * t - .2289914 * e + 1.4052427 * n), this.opacity);
	}
}));
function yo(e) {
	return e > ho ? e ** (1 / 3) : e / mo + fo;
}
function bo(e) {
	return e > po ? e * e * e : mo * (e - fo);
}
function xo(e) {
	return 255 * (e <= .0031308 ? 12.92 * e : 1.055 * e ** (1 / 2.4) - .055);
}
function So(e) {
	return (e /= 255) <= .04045 ? e / 12.92 : ((e + .055) / 1.055) ** 2.4;
}
function Co(e) {
	if (e instanceof To) return new To(e.h, e.c, e.l, e.opacity);
	if (e instanceof vo || (e = go(e)), e.a === 0 && e.b === 0) return new To(NaN, 0 < e.l && e.l < 100 ? 0 : NaN, e.l, e.opacity);
	var t = Math.atan2(e.b, e.a) * oo;
	return new To(t < 0 ? t + 360 : t, Math.sqrt(e.a * e.a + e.b * e.b), e.l, e.opacity);
}
function wo(e, t, n, r) {
	return arguments.length === 1 ? Co(e) : new To(e, t, n, r ?? 1);
}
function To(e, t, n, r) {
	this.h = +e, this.c = +t, this.l = +n, this.opacity = +r;
}
function Eo(e) {
	if (isNaN(e.h)) return new vo(e.l, 0, 0, e.opacity);
	var t = e.h * ao;
	return new vo(e.l, Math.cos(t) * e.c, Math.sin(t) * e.c, e.opacity);
}
ba(To, wo, xa(Sa, {
	brighter(e) {
		return new To(this.h, this.c, this.l + so * (e ?? 1), this.opacity);
	},
	darker(e) {
		return new To(this.h, this.c, this.l - so * (e ?? 1), this.opacity);
	},
	rgb() {
		return Eo(this).rgb();
	}
}));
var Do = -.14861, Oo = 1.78277, ko = -.29227, Ao = -.90649, jo = 1.97294, Mo = jo * Ao, No = jo * Oo, Po = Oo * ko - Ao * Do;
function Fo(e) {
	if (e instanceof Lo) return new Lo(e.h, e.s, e.l, e.opacity);
	e instanceof Ga || (e = Ua(e));
	var t = e.r / 255, n = e.g / 255, r = e.b / 255, i = (Po * r + Mo * t - No * n) / (Po + Mo - No), a = r - i, o = (jo * (n - i) - ko * a) / Ao, s = Math.sqrt(o * o + a * a) / (jo * i * (1 - i)), c = s ? Math.atan2(o, a) * oo - 120 : NaN;
	return new Lo(c < 0 ? c + 360 : c, s, i, e.opacity);
}
function Io(e, t, n, r) {
	return arguments.length === 1 ? Fo(e) : new Lo(e, t, n, r ?? 1);
}
function Lo(e, t, n, r) {
	this.h = +e, this.s = +t, this.l = +n, this.opacity = +r;
}
ba(Lo, Io, xa(Sa, {
	brighter(e) {
		return e = e == null ? wa : wa ** +e, new Lo(this.h, this.s, this.l * e, this.opacity);
	},
	darker(e) {
		return e = e == null ? Ca : Ca ** +e, new Lo(this.h, this.s, this.l * e, this.opacity);
	},
	rgb() {
		var e = isNaN(this.h) ? 0 : (this.h + 120) * ao, t = +this.l, n = isNaN(this.s) ? 0 : this.s * t * (1 - t), r = Math.cos(e), i = Math.sin(e);
		return new Ga(255 * (t + n * (Do * r + Oo * i)), 255 * (t + n * (ko * r + Ao * i)), 255 * (t + jo * r * n), this.opacity);
	}
}));
var Ro = (e) => () => e;
function zo(e, t) {
	return function(n) {
		return e + n * t;
	};
}
function Bo(e, t, n) {
	return e **= +n, t = t ** +n - e, n = 1 / n, function(r) {
		return (e + r * t) ** +n;
	};
}
function Vo(e, t) {
	var n = t - e;
	return n ? zo(e, n > 180 || n < -180 ? n - 360 * Math.round(n / 360) : n) : Ro(isNaN(e) ? t : e);
}
function Ho(e) {
	return (e = +e) == 1 ? Uo : function(t, n) {
		return n - t ? Bo(t, n, e) : Ro(isNaN(t) ? n : t);
	};
}
function Uo(e, t) {
	var n = t - e;
	return n ? zo(e, n) : Ro(isNaN(e) ? t : e);
}
var Wo = (function e(t) {
	var n = Ho(t);
	function r(e, t) {
		var r = n((e = Wa(e)).r, (t = Wa(t)).r), i = n(e.g, t.g), a = n(e.b, t.b), o = Uo(e.opacity, t.opacity);
		return function(t) {
			return e.r = r(t), e.g = i(t), e.b = a(t), e.opacity = o(t), e + "";
		};
	}
	return r.gamma = e, r;
})(1);
function Go(e, t) {
	t ||= [];
	var n = e ? Math.min(t.length, e.length) : 0, r = t.slice(), i;
	return function(a) {
		for (i = 0; i < n; ++i) r[i] = e[i] * (1 - a) + t[i] * a;
		return r;
	};
}
function Ko(e) {
	return ArrayBuffer.isView(e) && !(e instanceof DataView);
}
function qo(e, t) {
	for (var n = t ? t.length : 0, r = e ? Math.min(n, e.length) : 0, i = Array(r), a = Array(n), o = 0; o < r; ++o) i[o] = ns(e[o], t[o]);
	for (; o < n; ++o) a[o] = t[o];
	return function(e) {
		for (o = 0; o < r; ++o) a[o] = i[o](e);
		return a;
	};
}
function Jo(e, t) {
	var n = /* @__PURE__ */ new Date();
	return e = +e, t = +t, function(r) {
		return n.setTime(e * (1 - r) + t * r), n;
	};
}
function Yo(e, t) {
	return e = +e, t = +t, function(n) {
		return e * (1 - n) + t * n;
	};
}
function Xo(e, t) {
	var n = {}, r = {}, i;
	for (i in typeof e == "object" && e || (e = {}), typeof t == "object" && t || (t = {}), t) i in e ? n[i] = ns(e[i], t[i]) : r[i] = t[i];
	return function(e) {
		for (i in n) r[i] = n[i](e);
		return r;
	};
}
var Zo = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g, Qo = new RegExp(Zo.source, "g");
function $o(e) {
	return function() {
		return e;
	};
}
function es(e) {
	return function(t) {
		return e(t) + "";
	};
}
function ts(e, t) {
	var n = Zo.lastIndex = Qo.lastIndex = 0, r, i, a, o = -1, s = [], c = [];
	for (e += "", t += ""; (r = Zo.exec(e)) && (i = Qo.exec(t));) (a = i.index) > n && (a = t.slice(n, a), s[o] ? s[o] += a : s[++o] = a), (r = r[0]) === (i = i[0]) ? s[o] ? s[o] += i : s[++o] = i : (s[++o] = null, c.push({
		i: o,
		x: Yo(r, i)
	})), n = Qo.lastIndex;
	return n < t.length && (a = t.slice(n), s[o] ? s[o] += a : s[++o] = a), s.length < 2 ? c[0] ? es(c[0].x) : $o(t) : (t = c.length, function(e) {
		for (var n = 0, r; n < t; ++n) s[(r = c[n]).i] = r.x(e);
		return s.join("");
	});
}
function ns(e, t) {
	var n = typeof t, r;
	return t == null || n === "boolean" ? Ro(t) : (n === "number" ? Yo : n === "string" ? (r = Ba(t)) ? (t = r, Wo) : ts : t instanceof Ba ? Wo : t instanceof Date ? Jo : Ko(t) ? Go : Array.isArray(t) ? qo : typeof t.valueOf != "function" && typeof t.toString != "function" || isNaN(t) ? Xo : Yo)(e, t);
}
function rs(e, t) {
	return e = +e, t = +t, function(n) {
		return Math.round(e * (1 - n) + t * n);
	};
}
var is = 1e-12;
function as(e) {
	return ((e = Math.exp(e)) + 1 / e) / 2;
}
function os(e) {
	return ((e = Math.exp(e)) - 1 / e) / 2;
}
function ss(e) {
	return ((e = Math.exp(2 * e)) - 1) / (e + 1);
}
(function e(t, n, r) {
	function i(e, i) {
		var a = e[0], o = e[1], s = e[2], c = i[0], l = i[1], u = i[2], d = c - a, f = l - o, p = d * d + f * f, m, h;
		if (p < is) h = Math.log(u / s) / t, m = function(e) {
			return [
				a + e * d,
				o + e * f,
				s * Math.exp(t * e * h)
			];
		};
		else {
			var g = Math.sqrt(p), _ = (u * u - s * s + r * p) / (2 * s * n * g), v = (u * u - s * s - r * p) / (2 * u * n * g), y = Math.log(Math.sqrt(_ * _ + 1) - _);
			h = (Math.log(Math.sqrt(v * v + 1) - v) - y) / t, m = function(e) {
				var r = e * h, i = as(y), c = s / (n * g) * (i * ss(t * r + y) - os(y));
				return [
					a + c * d,
					o + c * f,
					s * i / as(t * r + y)
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
function cs(e) {
	return (function t(n) {
		n = +n;
		function r(t, r) {
			var i = e((t = Io(t)).h, (r = Io(r)).h), a = Uo(t.s, r.s), o = Uo(t.l, r.l), s = Uo(t.opacity, r.opacity);
			return function(e) {
				return t.h = i(e), t.s = a(e), t.l = o(e ** +n), t.opacity = s(e), t + "";
			};
		}
		return r.gamma = t, r;
	})(1);
}
cs(Vo), cs(Uo);
// node_modules/d3-format/dist/d3-format.mjs
function ls(e) {
	return Math.abs(e = Math.round(e)) >= 1e21 ? e.toLocaleString("en").replace(/,/g, "") : e.toString(10);
}
function us(e, t) {
	if (!isFinite(e) || e === 0) return null;
	var n = (e = t ? e.toExponential(t - 1) : e.toExponential()).indexOf("e"), r = e.slice(0, n);
	return [r.length > 1 ? r[0] + r.slice(2) : r, +e.slice(n + 1)];
}
function ds(e) {
	return e = us(Math.abs(e)), e ? e[1] : NaN;
}
function fs(e, t) {
	return function(n, r) {
		for (var i = n.length, a = [], o = 0, s = e[0], c = 0; i > 0 && s > 0 && (c + s + 1 > r && (s = Math.max(1, r - c)), a.push(n.substring(i -= s, i + s)), !((c += s + 1) > r));) s = e[o = (o + 1) % e.length];
		return a.reverse().join(t);
	};
}
function ps(e) {
	return function(t) {
		return t.replace(/[0-9]/g, function(t) {
			return e[+t];
		});
	};
}
var ms = /^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;
function hs(e) {
	if (!(t = ms.exec(e))) throw Error("invalid format: " + e);
	var t;
	return new gs({
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
hs.prototype = gs.prototype;
function gs(e) {
	this.fill = e.fill === void 0 ? " " : e.fill + "", this.align = e.align === void 0 ? ">" : e.align + "", this.sign = e.sign === void 0 ? "-" : e.sign + "", this.symbol = e.symbol === void 0 ? "" : e.symbol + "", this.zero = !!e.zero, this.width = e.width === void 0 ? void 0 : +e.width, this.comma = !!e.comma, this.precision = e.precision === void 0 ? void 0 : +e.precision, this.trim = !!e.trim, this.type = e.type === void 0 ? "" : e.type + "";
}
gs.prototype.toString = function() {
	return this.fill + this.align + this.sign + this.symbol + (this.zero ? "0" : "") + (this.width === void 0 ? "" : Math.max(1, this.width | 0)) + (this.comma ? "," : "") + (this.precision === void 0 ? "" : "." + Math.max(0, this.precision | 0)) + (this.trim ? "~" : "") + this.type;
};
function _s(e) {
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
var vs;
function ys(e, t) {
	var n = us(e, t);
	if (!n) return vs = void 0, e.toPrecision(t);
	var r = n[0], i = n[1], a = i - (vs = Math.max(-8, Math.min(8, Math.floor(i / 3))) * 3) + 1, o = r.length;
	return a === o ? r : a > o ? r + Array(a - o + 1).join("0") : a > 0 ? r.slice(0, a) + "." + r.slice(a) : "0." + Array(1 - a).join("0") + us(e, Math.max(0, t + a - 1))[0];
}
function bs(e, t) {
	var n = us(e, t);
	if (!n) return e + "";
	var r = n[0], i = n[1];
	return i < 0 ? "0." + Array(-i).join("0") + r : r.length > i + 1 ? r.slice(0, i + 1) + "." + r.slice(i + 1) : r + Array(i - r.length + 2).join("0");
}
var xs = {
	"%": (e, t) => (e * 100).toFixed(t),
	b: (e) => Math.round(e).toString(2),
	c: (e) => e + "",
	d: ls,
	e: (e, t) => e.toExponential(t),
	f: (e, t) => e.toFixed(t),
	g: (e, t) => e.toPrecision(t),
	o: (e) => Math.round(e).toString(8),
	p: (e, t) => bs(e * 100, t),
	r: bs,
	s: ys,
	X: (e) => Math.round(e).toString(16).toUpperCase(),
	x: (e) => Math.round(e).toString(16)
};
function Ss(e) {
	return e;
}
var Cs = Array.prototype.map, ws = [
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
function Ts(e) {
	var t = e.grouping === void 0 || e.thousands === void 0 ? Ss : fs(Cs.call(e.grouping, Number), e.thousands + ""), n = e.currency === void 0 ? "" : e.currency[0] + "", r = e.currency === void 0 ? "" : e.currency[1] + "", i = e.decimal === void 0 ? "." : e.decimal + "", a = e.numerals === void 0 ? Ss : ps(Cs.call(e.numerals, String)), o = e.percent === void 0 ? "%" : e.percent + "", s = e.minus === void 0 ? "−" : e.minus + "", c = e.nan === void 0 ? "NaN" : e.nan + "";
	function l(e, l) {
		e = hs(e);
		var u = e.fill, d = e.align, f = e.sign, p = e.symbol, m = e.zero, h = e.width, g = e.comma, _ = e.precision, v = e.trim, y = e.type;
		y === "n" ? (g = !0, y = "g") : xs[y] || (_ === void 0 && (_ = 12), v = !0, y = "g"), (m || u === "0" && d === "=") && (m = !0, u = "0", d = "=");
		var b = (l && l.prefix !== void 0 ? l.prefix : "") + (p === "$" ? n : p === "#" && /[boxX]/.test(y) ? "0" + y.toLowerCase() : ""), x = (p === "$" ? r : /[%p]/.test(y) ? o : "") + (l && l.suffix !== void 0 ? l.suffix : ""), S = xs[y], C = /[defgprs%]/.test(y);
		_ = _ === void 0 ? 6 : /[gprs]/.test(y) ? Math.max(1, Math.min(21, _)) : Math.max(0, Math.min(20, _));
		function w(e) {
			var n = b, r = x, o, l, p;
			if (y === "c") r = S(e) + r, e = "";
			else {
				e = +e;
				var w = e < 0 || 1 / e < 0;
				if (e = isNaN(e) ? c : S(Math.abs(e), _), v && (e = _s(e)), w && +e == 0 && f !== "+" && (w = !1), n = (w ? f === "(" ? f : s : f === "-" || f === "(" ? "" : f) + n, r = (y === "s" && !isNaN(e) && vs !== void 0 ? ws[8 + vs / 3] : "") + r + (w && f === "(" ? ")" : ""), C) {
					for (o = -1, l = e.length; ++o < l;) if (p = e.charCodeAt(o), 48 > p || p > 57) {
						r = (p === 46 ? i + e.slice(o + 1) : e.slice(o)) + r, e = e.slice(0, o);
						break;
					}
				}
			}
			g && !m && (e = t(e, Infinity));
			var ee = n.length + e.length + r.length, T = ee < h ? Array(h - ee + 1).join(u) : "";
			switch (g && m && (e = t(T + e, T.length ? h - r.length : Infinity), T = ""), d) {
				case "<":
					e = n + e + r + T;
					break;
				case "=":
					e = n + T + e + r;
					break;
				case "^":
					e = T.slice(0, ee = T.length >> 1) + n + e + r + T.slice(ee);
					break;
				default: e = T + n + e + r;
			}
			return a(e);
		}
		return w.toString = function() {
			return e + "";
		}, w;
	}
	function u(e, t) {
		var n = Math.max(-8, Math.min(8, Math.floor(ds(t) / 3))) * 3, r = 10 ** -n, i = l((e = hs(e), e.type = "f", e), { suffix: ws[8 + n / 3] });
		return function(e) {
			return i(r * e);
		};
	}
	return {
		format: l,
		formatPrefix: u
	};
}
var Es, Ds, Os;
ks({
	thousands: ",",
	grouping: [3],
	currency: ["$", ""]
});
function ks(e) {
	return Es = Ts(e), Ds = Es.format, Os = Es.formatPrefix, Es;
}
function As(e) {
	return Math.max(0, -ds(Math.abs(e)));
}
function js(e, t) {
	return Math.max(0, Math.max(-8, Math.min(8, Math.floor(ds(t) / 3))) * 3 - ds(Math.abs(e)));
}
function Ms(e, t) {
	return e = Math.abs(e), t = Math.abs(t) - e, Math.max(0, ds(t) - ds(e)) + 1;
}
// node_modules/d3-scale/dist/d3-scale.mjs
function Ns(e, t) {
	switch (arguments.length) {
		case 0: break;
		case 1:
			this.range(e);
			break;
		default: this.range(t).domain(e);
	}
	return this;
}
function Ps(e) {
	return function() {
		return e;
	};
}
function Fs(e) {
	return +e;
}
var Is = [0, 1];
function Ls(e) {
	return e;
}
function Rs(e, t) {
	return (t -= e = +e) ? function(n) {
		return (n - e) / t;
	} : Ps(isNaN(t) ? NaN : .5);
}
function zs(e, t) {
	var n;
	return e > t && (n = e, e = t, t = n), function(n) {
		return Math.max(e, Math.min(t, n));
	};
}
function Bs(e, t, n) {
	var r = e[0], i = e[1], a = t[0], o = t[1];
	return i < r ? (r = Rs(i, r), a = n(o, a)) : (r = Rs(r, i), a = n(a, o)), function(e) {
		return a(r(e));
	};
}
function Vs(e, t, n) {
	var r = Math.min(e.length, t.length) - 1, i = Array(r), a = Array(r), o = -1;
	for (e[r] < e[0] && (e = e.slice().reverse(), t = t.slice().reverse()); ++o < r;) i[o] = Rs(e[o], e[o + 1]), a[o] = n(t[o], t[o + 1]);
	return function(t) {
		var n = fa(e, t, 1, r) - 1;
		return a[n](i[n](t));
	};
}
function Hs(e, t) {
	return t.domain(e.domain()).range(e.range()).interpolate(e.interpolate()).clamp(e.clamp()).unknown(e.unknown());
}
function Us() {
	var e = Is, t = Is, n = ns, r, i, a, o = Ls, s, c, l;
	function u() {
		var n = Math.min(e.length, t.length);
		return o !== Ls && (o = zs(e[0], e[n - 1])), s = n > 2 ? Vs : Bs, c = l = null, d;
	}
	function d(i) {
		return i == null || isNaN(i = +i) ? a : (c ||= s(e.map(r), t, n))(r(o(i)));
	}
	return d.invert = function(n) {
		return o(i((l ||= s(t, e.map(r), Yo))(n)));
	}, d.domain = function(t) {
		return arguments.length ? (e = Array.from(t, Fs), u()) : e.slice();
	}, d.range = function(e) {
		return arguments.length ? (t = Array.from(e), u()) : t.slice();
	}, d.rangeRound = function(e) {
		return t = Array.from(e), n = rs, u();
	}, d.clamp = function(e) {
		return arguments.length ? (o = e ? !0 : Ls, u()) : o !== Ls;
	}, d.interpolate = function(e) {
		return arguments.length ? (n = e, u()) : n;
	}, d.unknown = function(e) {
		return arguments.length ? (a = e, d) : a;
	}, function(e, t) {
		return r = e, i = t, u();
	};
}
function Ws() {
	return Us()(Ls, Ls);
}
function Gs(e, t, n, r) {
	var i = ya(e, t, n), a;
	switch (r = hs(r ?? ",f"), r.type) {
		case "s":
			var o = Math.max(Math.abs(e), Math.abs(t));
			return r.precision == null && !isNaN(a = js(i, o)) && (r.precision = a), Os(r, o);
		case "":
		case "e":
		case "g":
		case "p":
		case "r":
			r.precision == null && !isNaN(a = Ms(i, Math.max(Math.abs(e), Math.abs(t)))) && (r.precision = a - (r.type === "e"));
			break;
		case "f":
		case "%": r.precision == null && !isNaN(a = As(i)) && (r.precision = a - (r.type === "%") * 2);
	}
	return Ds(r);
}
function Ks(e) {
	var t = e.domain;
	return e.ticks = function(e) {
		var n = t();
		return _a(n[0], n[n.length - 1], e ?? 10);
	}, e.tickFormat = function(e, n) {
		var r = t();
		return Gs(r[0], r[r.length - 1], e ?? 10, n);
	}, e.nice = function(n) {
		n ??= 10;
		var r = t(), i = 0, a = r.length - 1, o = r[i], s = r[a], c, l, u = 10;
		for (s < o && (l = o, o = s, s = l, l = i, i = a, a = l); u-- > 0;) {
			if (l = va(o, s, n), l === c) return r[i] = o, r[a] = s, t(r);
			if (l > 0) o = Math.floor(o / l) * l, s = Math.ceil(s / l) * l;
			else if (l < 0) o = Math.ceil(o * l) / l, s = Math.floor(s * l) / l;
			else break;
			c = l;
		}
		return e;
	}, e;
}
function qs() {
	var e = Ws();
	return e.copy = function() {
		return Hs(e, qs());
	}, Ns.apply(e, arguments), Ks(e);
}
// src/views/Interval.svelte
var Js = /* @__PURE__ */ G("<rect y=\"1\" class=\"margin svelte-kis5sh\"></rect>"), Ys = /* @__PURE__ */ G("<!><line y1=\"1\" class=\"reference svelte-kis5sh\"></line>", 1), Xs = /* @__PURE__ */ G("<path class=\"null svelte-kis5sh\"></path>"), Zs = /* @__PURE__ */ G("<line class=\"whisker svelte-kis5sh\"></line>"), Qs = /* @__PURE__ */ G("<circle r=\"4\" class=\"dot svelte-kis5sh\"></circle>"), $s = /* @__PURE__ */ G("<svg role=\"img\"><title> </title><!><!><!><!></svg>");
function ec(e, t) {
	A(t, !0);
	let n = Oi(t, "signed", 3, !1), r = Oi(t, "reference", 3, null), i = Oi(t, "margin", 3, null), a = Oi(t, "domain", 3, void 0), o = Oi(t, "direction", 3, null), s = Oi(t, "null_mean", 3, null);
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
	let l = /* @__PURE__ */ M(() => qs(c(), [0, 220]).clamp(!0)), u = /* @__PURE__ */ M(() => o() === null ? "open" : ["supports", "more"].includes(o()) ? "for" : "against"), d = /* @__PURE__ */ M(() => `${Z(t.measure, t.estimate, n())}, 95 % interval ${Li(t.measure, t.low, t.high, n())}`);
	var f = $s();
	X(f, "viewBox", "0 0 220 18");
	var p = F(f), m = L(p, !0), h = R(p), g = (e) => {
		var t = Ys(), n = I(t), a = (e) => {
			var t = Js();
			X(t, "height", 16), z((e, n) => {
				X(t, "x", e), X(t, "width", n);
			}, [() => H(l)(r() - i()), () => Math.max(H(l)(r() + i()) - H(l)(r() - i()), 1)]), K(e, t);
		};
		J(n, (e) => {
			i() !== null && e(a);
		});
		var o = R(n);
		X(o, "y2", 17), z((e, t) => {
			X(o, "x1", e), X(o, "x2", t);
		}, [() => H(l)(r()), () => H(l)(r())]), K(e, t);
	};
	J(h, (e) => {
		r() !== null && e(g);
	});
	var _ = R(h), v = (e) => {
		var t = Xs();
		z((e) => X(t, "d", `M${e ?? ""} 2v14`), [() => H(l)(s())]), K(e, t);
	};
	J(_, (e) => {
		s() !== null && e(v);
	});
	var y = R(_), b = (e) => {
		var n = Zs();
		X(n, "y1", 9), X(n, "y2", 9), z((e, t) => {
			X(n, "x1", e), X(n, "x2", t);
		}, [() => H(l)(t.low), () => H(l)(t.high)]), K(e, n);
	};
	J(y, (e) => {
		t.low !== null && t.high !== null && e(b);
	});
	var x = R(y), S = (e) => {
		var n = Qs();
		X(n, "cy", 9), z((e) => X(n, "cx", e), [() => H(l)(t.estimate)]), K(e, n);
	};
	J(x, (e) => {
		t.estimate !== null && e(S);
	}), k(f), z(() => {
		X(f, "aria-label", H(d)), ri(f, 0, Zr(H(u)), "svelte-kis5sh"), q(m, H(d));
	}), K(e, f), j();
}
// src/views/Shift.svelte
var tc = /* @__PURE__ */ G("<line class=\"way svelte-uu19vo\"></line>"), nc = /* @__PURE__ */ G("<circle r=\"4\" class=\"from svelte-uu19vo\"></circle>"), rc = /* @__PURE__ */ G("<circle r=\"4.5\" class=\"until svelte-uu19vo\"></circle>"), ic = /* @__PURE__ */ G("<svg role=\"img\" class=\"svelte-uu19vo\"><title> </title><line y1=\"1\" class=\"zero svelte-uu19vo\"></line><!><!><!></svg>");
function ac(e, t) {
	A(t, !0);
	let n = Oi(t, "signed", 3, !1), r = /* @__PURE__ */ M(() => qs(t.domain, [6, 214])), i = /* @__PURE__ */ M(() => `from ${Z(t.measure, t.from, n())} to ${Z(t.measure, t.until, n())}`);
	var a = ic();
	X(a, "viewBox", "0 0 220 18");
	var o = F(a), s = L(o, !0), c = R(o);
	X(c, "y2", 17);
	var l = R(c), u = (e) => {
		var n = tc();
		X(n, "y1", 9), X(n, "y2", 9), z((e, t) => {
			X(n, "x1", e), X(n, "x2", t);
		}, [() => H(r)(t.from), () => H(r)(t.until)]), K(e, n);
	};
	J(l, (e) => {
		t.from !== null && t.until !== null && e(u);
	});
	var d = R(l), f = (e) => {
		var n = nc();
		X(n, "cy", 9), z((e) => X(n, "cx", e), [() => H(r)(t.from)]), K(e, n);
	};
	J(d, (e) => {
		t.from !== null && e(f);
	});
	var p = R(d), m = (e) => {
		var n = rc();
		X(n, "cy", 9), z((e) => X(n, "cx", e), [() => H(r)(t.until)]), K(e, n);
	};
	J(p, (e) => {
		t.until !== null && e(m);
	}), k(a), z((e, t) => {
		X(a, "aria-label", H(i)), q(s, H(i)), X(c, "x1", e), X(c, "x2", t);
	}, [() => H(r)(0), () => H(r)(0)]), K(e, a), j();
}
// src/views/Figure.svelte
var oc = /* @__PURE__ */ W("<div class=\"missing svelte-bk3vn8\" role=\"img\"> </div>"), sc = /* @__PURE__ */ G("<image preserveAspectRatio=\"none\"></image>"), cc = /* @__PURE__ */ G("<path class=\"halo svelte-bk3vn8\"></path><path role=\"presentation\"><title> </title></path>", 1), lc = /* @__PURE__ */ G("<!><path class=\"unseen-frame svelte-bk3vn8\" fill-rule=\"evenodd\"><title>not seen by the classifier</title></path><!>", 1), uc = /* @__PURE__ */ W("<span class=\"name svelte-bk3vn8\"> </span>"), dc = /* @__PURE__ */ W("<div class=\"figure svelte-bk3vn8\"><svg role=\"img\" class=\"svelte-bk3vn8\"><image></image><!></svg> <!></div>");
function fc(e, t) {
	A(t, !0);
	let n = Oi(t, "opacity", 3, .75), r = Oi(t, "lively", 3, !1), i = /* @__PURE__ */ Lt(!1), a = /* @__PURE__ */ Lt(""), o = /* @__PURE__ */ M(() => t.picture?.outlines.filter((e) => t.segments === void 0 || t.segments.includes(e.segment)) ?? []);
	function s({ width: e, height: t, frame: [n, r, i, a] }) {
		return `M0 0h${e}v${t}h${-e}z M${n} ${r}h${i}v${a}h${-i}z`;
	}
	var c = Cr(), l = I(c), u = (e) => {
		var n = oc(), r = L(n, !0);
		z(() => {
			X(n, "aria-label", `no picture of ${t.name ?? ""}`), q(r, t.picture === void 0 ? "not kept in this report" : "no picture in the table");
		}), K(e, n);
	}, d = (e) => {
		var c = dc(), l = F(c), u = F(l);
		let d;
		var f = R(u), p = (e) => {
			var i = lc(), c = I(i), l = (e) => {
				var r = sc();
				z(() => {
					X(r, "href", t.overlay.src), X(r, "x", t.picture.frame[0]), X(r, "y", t.picture.frame[1]), X(r, "width", t.picture.frame[2]), X(r, "height", t.picture.frame[3]), X(r, "opacity", n());
				}), K(e, r);
			};
			J(c, (e) => {
				t.overlay && e(l);
			});
			var u = R(c);
			Y(R(u), 17, () => H(o), zr, (e, t) => {
				var n = cc(), i = I(n), o = R(i);
				let s;
				var c = L(F(o), !0);
				k(o), z(() => {
					X(i, "d", H(t).path), X(o, "d", H(t).path), s = ri(o, 0, "edge svelte-bk3vn8", null, s, { lively: r() }), q(c, H(t).segment);
				}), fr("pointerenter", o, () => P(a, H(t).segment, !0)), fr("pointerleave", o, () => P(a, "")), K(e, n);
			}), z((e) => X(u, "d", e), [() => s(t.picture)]), K(e, i);
		};
		J(f, (e) => {
			H(i) || e(p);
		}), k(l);
		var m = R(l, 2), h = (e) => {
			var t = uc(), n = L(t, !0);
			z(() => q(n, H(a))), K(e, t);
		};
		J(m, (e) => {
			r() && H(a) && e(h);
		}), k(c), z(() => {
			X(l, "viewBox", `0 0 ${t.picture.width ?? ""} ${t.picture.height ?? ""}`), X(l, "aria-label", t.name), X(u, "href", t.picture.src), X(u, "width", t.picture.width), X(u, "height", t.picture.height), d = ri(u, 0, "svelte-bk3vn8", null, d, { dim: !H(i) && t.overlay });
		}), U("pointerdown", c, () => P(i, !0)), U("pointerup", c, () => P(i, !1)), fr("pointerleave", c, () => P(i, !1)), U("contextmenu", c, (e) => e.preventDefault()), K(e, c);
	};
	J(l, (e) => {
		t.picture === void 0 || t.picture.src === null ? e(u) : e(d, -1);
	}), K(e, c), j();
}
pr([
	"pointerdown",
	"pointerup",
	"contextmenu"
]);
// src/state/place.svelte.ts
var pc = [
	"findings",
	"parts",
	"part",
	"pictures",
	"image",
	"confusion",
	"compare",
	"about"
];
function mc(e) {
	let [t = "", n = ""] = e.replace(/^#\/?/, "").split("?", 2);
	return {
		page: pc.includes(t) ? t : "findings",
		asked: Object.fromEntries(new URLSearchParams(n))
	};
}
function hc(e, t = {}) {
	let n = Object.entries({
		table: $.asked.table,
		...t
	}).filter(([, e]) => e != null), r = new URLSearchParams(n).toString();
	return `#/${e}${r ? `?${r}` : ""}`;
}
var $ = Gt(mc(location.hash));
window.addEventListener("hashchange", () => {
	Object.assign($, mc(location.hash)), window.scrollTo(0, 0);
});
function gc(e) {
	let t = hc($.page, {
		...$.asked,
		...e
	});
	history.replaceState(null, "", t), Object.assign($, mc(t));
}
// src/views/Thumb.svelte
var _c = /* @__PURE__ */ W("<div class=\"coming svelte-1ez0ztg\"></div>"), vc = /* @__PURE__ */ W("<figure><!> <figcaption class=\"svelte-1ez0ztg\"><a class=\"svelte-1ez0ztg\"><b class=\"svelte-1ez0ztg\"> </b> <span class=\"name svelte-1ez0ztg\"> </span> <span class=\"soft svelte-1ez0ztg\"> </span></a></figcaption></figure>");
function yc(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ M(() => t.source.picture(t.value.image.image_id));
	var r = vc(), i = F(r);
	Ir(i, () => H(n), (e) => {
		K(e, _c());
	}, (e, n) => {
		{
			let r = /* @__PURE__ */ M(() => t.overlaid ? H(n)?.overlays.find((e) => e.method === t.value.method && e.target_kind === t.value.target_kind && e.target_class === t.value.target_class) : void 0), i = /* @__PURE__ */ M(() => t.outlined ? [t.value.segment] : []);
			fc(e, {
				get picture() {
					return H(n);
				},
				get name() {
					return t.value.image.image_id;
				},
				get overlay() {
					return H(r);
				},
				get opacity() {
					return t.opacity;
				},
				get segments() {
					return H(i);
				}
			});
		}
	});
	var a = R(i, 2), o = F(a), s = F(o), c = L(s, !0), l = R(s, 2), u = L(l, !0), d = L(R(l, 2));
	k(o), k(a), k(r), z((e, n) => {
		X(o, "href", e), q(c, n), X(l, "title", t.value.image.image_id), q(u, t.value.image.image_id), q(d, `${t.value.target_class ?? "" ?? ""}${t.value.image.outcome === "wrong" ? ` · wrong, is ${t.value.image.label}` : ""}`);
	}, [() => hc("image", {
		image: t.value.image.image_id,
		segment: t.value.segment,
		series: t.series,
		...t.table === void 0 ? {} : { table: t.table }
	}), () => Z(t.measure.name, t.value.numbers[t.measure.name], t.measure.signed)]), K(e, r), j();
}
// src/views/Verdict.svelte
var bc = /* @__PURE__ */ W("<span><span aria-hidden=\"true\"> </span> </span>");
function xc(e, t) {
	A(t, !0);
	let n = Oi(t, "direction", 3, null), r = {
		supports: "▲",
		more: "▲",
		opposes: "▼",
		less: "▼"
	}, i = /* @__PURE__ */ M(() => n() === null ? t.verdict === "negligible" ? "○" : t.verdict ? "?" : "" : r[n()]), a = /* @__PURE__ */ M(() => n() === null ? "open" : ["supports", "more"].includes(n()) ? "for" : "against");
	var o = Cr(), s = I(o), c = (e) => {
		var r = bc(), o = F(r), s = L(o, !0), c = R(o);
		k(r), z(() => {
			ri(r, 1, `verdict ${H(a) ?? ""}`, "svelte-879sif"), X(r, "title", t.why), q(s, H(i)), q(c, ` ${t.verdict ?? ""}${n() ? `, ${n()}` : ""}`);
		}), K(e, r);
	};
	J(s, (e) => {
		t.verdict && e(c);
	}), K(e, o), j();
}
// src/state/chosen.ts
var Sc = {
	method: "none",
	target_kind: null
};
function Cc(e, t) {
	let n = Math.min(Math.max(Number(t.series) || 0, 0), Math.max(e.series.length - 1, 0)), r = t.by ?? "", i = t.value;
	return {
		at: n,
		series: e.series[n] ?? Sc,
		measure: e.measures.find((e) => e.name === t.measure) ?? e.measures[0],
		by: e.by.includes(r) ? r : "",
		segment: e.segments.find((e) => e.segment === t.segment)?.segment,
		value: i === void 0 ? void 0 : i === "" ? null : i
	};
}
function wc(e) {
	return e.startsWith("(") || e === "background";
}
// src/pages/Compare.svelte
var Tc = /* @__PURE__ */ W("<li> </li>"), Ec = /* @__PURE__ */ W("<li><details><summary class=\"svelte-16pms2r\"> </summary> <ul></ul></details></li>"), Dc = /* @__PURE__ */ W("<p>The tables have no method and target in common.</p>"), Oc = /* @__PURE__ */ W("<li class=\"svelte-16pms2r\"> </li>"), kc = /* @__PURE__ */ W("<th scope=\"col\">verdict</th>"), Ac = /* @__PURE__ */ W("<td><!></td>"), jc = /* @__PURE__ */ W("<tr><th scope=\"row\" class=\"svelte-16pms2r\"><button class=\"svelte-16pms2r\"> </button></th><td><!></td><td class=\"number\"> </td><td class=\"number\"> </td><td class=\"number\"> </td><td><!></td><td class=\"number\"> </td><!></tr>"), Mc = /* @__PURE__ */ W("<p class=\"soft\">No picture is in both tables, by its pixels: they are compared as two groups.</p>"), Nc = /* @__PURE__ */ W("<div class=\"pair svelte-16pms2r\"></div>"), Pc = /* @__PURE__ */ W("<button class=\"more svelte-16pms2r\"> </button>"), Fc = /* @__PURE__ */ W("<p class=\"soft small\"> </p> <div class=\"pairs svelte-16pms2r\"></div> <!>", 1), Ic = /* @__PURE__ */ W("<div class=\"controls svelte-16pms2r\"><!></div> <!>", 1), Lc = /* @__PURE__ */ W("<h2> </h2> <!>", 1), Rc = /* @__PURE__ */ W("<ul class=\"sentences svelte-16pms2r\"></ul>  <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">part</th><th scope=\"col\" class=\"wide svelte-16pms2r\"> </th><th scope=\"col\" class=\"number\">from</th><th scope=\"col\" class=\"number\">to</th><th scope=\"col\" class=\"number\">difference</th><th scope=\"col\" class=\"wide svelte-16pms2r\">95 % interval</th><th scope=\"col\" class=\"number\">images</th><!></tr></thead><tbody></tbody></table></div> <ul class=\"notes soft small svelte-16pms2r\"></ul> <!>", 1), zc = /* @__PURE__ */ W("<ul class=\"said soft small svelte-16pms2r\"><!> <!></ul> <div class=\"controls svelte-16pms2r\"><!> <!> <!> <a class=\"turn small svelte-16pms2r\">turn around</a></div> <!>", 1), Bc = /* @__PURE__ */ W("<h1> </h1> <!>", 1);
function Vc(e, t) {
	A(t, !0);
	let n = [["rose", "where it rose"], ["fell", "where it fell"]], r = /* @__PURE__ */ M(() => t.sources.map((e, t) => t).filter((e) => e !== t.at)), i = /* @__PURE__ */ M(() => H(r).find((e) => String(e) === $.asked.with) ?? H(r)[0] ?? t.at), a = /* @__PURE__ */ M(() => t.beside(t.at, H(i))), o = new Mi(() => H(a).compared()), s = /* @__PURE__ */ M(() => o.value), c = /* @__PURE__ */ M(() => H(s)?.blocks[Number($.asked.block) || 0] ?? H(s)?.blocks[0]), l = /* @__PURE__ */ M(() => H(s)?.measures.find((e) => e === $.asked.measure) ?? H(s)?.measures[0] ?? ""), u = /* @__PURE__ */ M(() => $.asked.order === "fell" ? "fell" : "rose"), f = /* @__PURE__ */ M(() => _(H(c), H(l))), p = /* @__PURE__ */ M(() => H(f).find((e) => e.segment === $.asked.segment)?.segment ?? H(f)[0]?.segment), m = /* @__PURE__ */ Lt(6), h = /* @__PURE__ */ M(() => t.overview.measures.find((e) => e.name === H(l))), g = new Mi(async () => {
		if (H(c) !== void 0 && H(p) !== void 0 && H(s)?.paired) return H(a).moved({
			block: H(c),
			segment: H(p),
			measure: H(l),
			order: H(u),
			limit: H(m)
		});
	});
	mn(() => {
		H(p), H(l), H(u), H(c), P(m, 6);
	});
	function _(e, t) {
		let n = (e) => wc(e.segment) ? 2 : +(e.low === null), r = (e) => Math.abs(e.estimate ?? 0);
		return (e?.differences ?? []).filter((e) => e.measure === t).toSorted((e, t) => n(e) - n(t) || r(t) - r(e));
	}
	function v(e) {
		let t = e.filter((e) => e !== null), [n, r] = [Math.min(...t, 0), Math.max(...t, 0)], i = (r - n || 1) * .05;
		return [n - i, r + i];
	}
	function y(e, { blocks: t }) {
		let n = new Set(t.map((e) => Hi(e.method_a))).size === new Set(t.map((e) => e.method_a)).size ? Hi(e.method_a) : e.method_a;
		return e.target_kind === null ? n : `${n} → ${e.target_kind}`;
	}
	var b = Bc(), x = I(b), S = L(x);
	ji(R(x, 2), {
		get to() {
			return o;
		},
		children: (e, a = d) => {
			var o = zc(), s = I(o), _ = F(s);
			Y(_, 16, () => a().said.slice(0, 6), (e) => e, (e, t) => {
				var n = Tc(), r = L(n, !0);
				z(() => q(r, t)), K(e, n);
			});
			var b = R(_, 2), x = (e) => {
				var t = Ec(), n = F(t), r = F(n), i = L(r), o = R(r, 2);
				Y(o, 20, () => a().said.slice(6), (e) => e, (e, t) => {
					var n = Tc(), r = L(n, !0);
					z(() => q(r, t)), K(e, n);
				}), k(o), k(n), k(t), z((e) => q(i, `and ${e ?? ""} more notes`), [() => Q(a().said.length - 6)]), K(e, t);
			};
			J(b, (e) => {
				a().said.length > 6 && e(x);
			}), k(s);
			var S = R(s, 2), C = F(S), w = (e) => {
				{
					let n = /* @__PURE__ */ M(() => String(H(i))), a = /* @__PURE__ */ M(() => H(r).map((e) => [String(e), t.sources[e][0]]));
					aa(e, {
						name: "beside",
						get value() {
							return H(n);
						},
						get among() {
							return H(a);
						},
						chosen: (e) => gc({
							with: e,
							segment: null,
							block: null
						})
					});
				}
			};
			J(C, (e) => {
				H(r).length > 1 && e(w);
			});
			var ee = R(C, 2), T = (e) => {
				{
					let t = /* @__PURE__ */ M(() => String(H(c) === void 0 ? 0 : a().blocks.indexOf(H(c)))), n = /* @__PURE__ */ M(() => a().blocks.map((e, t) => [String(t), y(e, a())]));
					aa(e, {
						name: "method → target",
						get value() {
							return H(t);
						},
						get among() {
							return H(n);
						},
						chosen: (e) => gc({ block: e === "0" ? null : e })
					});
				}
			};
			J(ee, (e) => {
				a().blocks.length > 1 && e(T);
			});
			var te = R(ee, 2);
			{
				let e = /* @__PURE__ */ M(() => a().measures.map((e) => [e, Vi(e)]));
				aa(te, {
					name: "measure",
					get value() {
						return H(l);
					},
					get among() {
						return H(e);
					},
					chosen: (e) => gc({
						measure: e,
						segment: null
					})
				});
			}
			var ne = R(te, 2);
			k(S);
			var re = R(S, 2), ie = (e) => {
				K(e, Dc());
			}, ae = (e) => {
				let r = /* @__PURE__ */ M(() => H(f).some((e) => e.primary)), o = /* @__PURE__ */ M(() => v(H(f).flatMap((e) => [e.mean_a, e.mean_b]))), s = /* @__PURE__ */ M(() => v(H(f).flatMap((e) => [
					e.low,
					e.high,
					e.estimate
				])));
				var _ = Rc(), y = I(_);
				Y(y, 20, () => H(c).sentences, (e) => e, (e, t) => {
					var n = Oc(), r = L(n, !0);
					z(() => q(r, t)), K(e, n);
				}), k(y);
				var b = R(y, 2), x = F(b), S = F(x), C = F(S), w = R(F(C)), ee = L(w), T = R(w, 6), te = (e) => {
					K(e, kc());
				};
				J(T, (e) => {
					H(r) && e(te);
				}), k(C), k(S);
				var ne = R(S);
				Y(ne, 21, () => H(f), (e) => e.segment, (e, t) => {
					var n = jc();
					let i;
					var a = F(n), c = F(a), u = L(c, !0);
					k(a);
					var d = R(a), f = F(d);
					{
						let e = /* @__PURE__ */ M(() => H(h)?.signed);
						ac(f, {
							get measure() {
								return H(l);
							},
							get from() {
								return H(t).mean_a;
							},
							get until() {
								return H(t).mean_b;
							},
							get domain() {
								return H(o);
							},
							get signed() {
								return H(e);
							}
						});
					}
					k(d);
					var m = R(d), g = L(m, !0), _ = R(m), v = L(_, !0), y = R(_), b = L(y, !0), x = R(y), S = F(x);
					{
						let e = /* @__PURE__ */ M(() => H(t).primary ? H(t).margin : null);
						ec(S, {
							get measure() {
								return H(l);
							},
							signed: !0,
							get estimate() {
								return H(t).estimate;
							},
							get low() {
								return H(t).low;
							},
							get high() {
								return H(t).high;
							},
							reference: 0,
							get margin() {
								return H(e);
							},
							get domain() {
								return H(s);
							},
							get direction() {
								return H(t).direction;
							}
						});
					}
					k(x);
					var C = R(x), w = L(C), ee = R(C), T = (e) => {
						var n = Ac();
						xc(F(n), {
							get verdict() {
								return H(t).verdict;
							},
							get direction() {
								return H(t).direction;
							}
						}), k(n), K(e, n);
					};
					J(ee, (e) => {
						H(r) && e(T);
					}), k(n), z((e, r, a, o, s) => {
						i = ri(n, 1, "svelte-16pms2r", null, i, { now: H(t).segment === H(p) }), X(c, "aria-pressed", H(t).segment === H(p)), q(u, H(t).segment), q(g, e), q(v, r), q(b, a), q(w, `${o ?? ""}${s ?? ""}`);
					}, [
						() => Z(H(l), H(t).mean_a),
						() => Z(H(l), H(t).mean_b),
						() => Ii(H(l), H(t).estimate),
						() => Q(H(t).images_a),
						() => H(t).images_a === H(t).images_b ? "" : ` and ${Q(H(t).images_b)}`
					]), U("click", c, () => gc({ segment: H(t).segment })), K(e, n);
				}), k(ne), k(x), k(b);
				var re = R(b, 2);
				Y(re, 20, () => H(c).notes, (e) => e, (e, t) => {
					var n = Tc(), r = L(n, !0);
					z(() => q(r, t)), K(e, n);
				}), k(re);
				var ie = R(re, 2), ae = (e) => {
					var r = Lc(), o = I(r), s = L(o), c = R(o, 2), l = (e) => {
						K(e, Mc());
					}, f = (e) => {
						var r = Ic(), a = I(r);
						aa(F(a), {
							name: "first",
							get value() {
								return H(u);
							},
							get among() {
								return n;
							},
							chosen: (e) => gc({ order: e === "rose" ? null : e })
						}), k(a), ji(R(a, 2), {
							get to() {
								return g;
							},
							children: (e, n = d) => {
								var r = Cr(), a = I(r), o = (e) => {
									var r = Fc(), a = I(r), o = L(a), s = R(a, 2);
									Y(s, 21, () => n().pairs, (e) => e[0].image.image_id + "\n" + e[0].target_class, (e, n) => {
										var r = Nc();
										Y(r, 21, () => H(n), zr, (e, n, r) => {
											{
												let a = /* @__PURE__ */ M(() => String(r === 0 ? t.at : H(i)));
												yc(e, {
													get source() {
														return t.sources[r === 0 ? t.at : H(i)][1];
													},
													get value() {
														return H(n);
													},
													get measure() {
														return H(h);
													},
													overlaid: !0,
													opacity: .75,
													outlined: !0,
													series: void 0,
													get table() {
														return H(a);
													}
												});
											}
										}), k(r), K(e, r);
									}), k(s);
									var c = R(s, 2), l = (e) => {
										var t = Pc(), r = L(t);
										z((e) => q(r, `Show more of ${e ?? ""}`), [() => Q(n().total - n().pairs.length)]), U("click", t, () => P(m, H(m) + 12)), K(e, t);
									};
									J(c, (e) => {
										n().total > n().pairs.length && e(l);
									}), z((e) => q(o, `${e ?? ""}, of which both explain the same class. Hold a picture to see it as it is.`), [() => Bi(n().total)]), K(e, r);
								};
								J(a, (e) => {
									n() !== void 0 && H(h) !== void 0 && e(o);
								}), K(e, r);
							},
							$$slots: { default: !0 }
						}), K(e, r);
					};
					J(c, (e) => {
						a().paired ? e(f, -1) : e(l);
					}), z(() => q(s, `${H(p) ?? ""} in the same pictures`)), K(e, r);
				};
				J(ie, (e) => {
					H(p) !== void 0 && e(ae);
				}), z((e) => q(ee, `${e ?? ""}, from ○ to ●`), [() => Vi(H(l))]), K(e, _);
			};
			J(re, (e) => {
				H(c) === void 0 ? e(ie) : e(ae, -1);
			}), z((e) => X(ne, "href", e), [() => hc("compare", {
				table: String(H(i)),
				with: String(t.at)
			})]), K(e, o);
		},
		$$slots: { default: !0 }
	}), z(() => q(S, `What moved from ${t.sources[t.at][0] ?? ""} to ${t.sources[H(i)][0] ?? ""}`)), K(e, b), j();
}
pr(["click"]);
// src/look/saved.ts
var Hc = [
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
function Uc(e) {
	let t = e.cloneNode(!0), n = [e, ...e.querySelectorAll("*")], r = [t, ...t.querySelectorAll("*")];
	n.forEach((e, t) => {
		let n = getComputedStyle(e);
		for (let e of Hc) r[t].setAttribute(e, n.getPropertyValue(e));
		r[t].removeAttribute("class");
	});
	let i = document.createElementNS("http://www.w3.org/2000/svg", "rect");
	i.setAttribute("width", "100%"), i.setAttribute("height", "100%"), i.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor), t.prepend(i);
	for (let e of t.querySelectorAll("a")) e.replaceWith(...e.childNodes);
	return t.setAttribute("xmlns", "http://www.w3.org/2000/svg"), new XMLSerializer().serializeToString(t);
}
async function Wc(e, t = 3) {
	let n = new Image();
	n.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(Uc(e))}`, await n.decode();
	let r = document.createElement("canvas");
	return r.width = e.clientWidth * t, r.height = e.clientHeight * t, r.getContext("2d").drawImage(n, 0, 0, r.width, r.height), new Promise((e, t) => r.toBlob((n) => n === null ? t(/* @__PURE__ */ Error("no picture")) : e(n), "image/png"));
}
function Gc(e, t) {
	let n = (e) => {
		if (e == null) return "";
		if (typeof e != "string") return String(e);
		let t = /^[=+\-@\t\r]/.test(e) ? `'${e}` : e;
		return /[",\n\r]/.test(t) ? `"${t.replaceAll("\"", "\"\"")}"` : t;
	};
	return [e, ...t].map((e) => e.map(n).join(",")).join("\r\n") + "\r\n";
}
function Kc(e, t, n = "text/plain") {
	let r = typeof t == "string" ? new Blob([t], { type: n }) : t, i = document.createElement("a");
	i.href = URL.createObjectURL(r), i.download = e.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_"), i.click(), setTimeout(() => URL.revokeObjectURL(i.href), 1e4);
}
// src/views/Saving.svelte
var qc = /* @__PURE__ */ W("<button class=\"svelte-amb6r2\">SVG</button> <button class=\"svelte-amb6r2\">PNG</button>", 1), Jc = /* @__PURE__ */ W("<a class=\"svelte-amb6r2\">Parquet</a>"), Yc = /* @__PURE__ */ W("<button class=\"svelte-amb6r2\">SQL</button>"), Xc = /* @__PURE__ */ W("<p class=\"saving controls svelte-amb6r2\">save <!> <button class=\"svelte-amb6r2\">CSV</button> <!> <!></p>");
function Zc(e, t) {
	A(t, !0);
	var n = Xc(), r = R(F(n)), i = (e) => {
		var n = qc(), r = I(n), i = R(r, 2);
		U("click", r, () => {
			let e = t.svg();
			e && Kc(`${t.name}.svg`, Uc(e), "image/svg+xml");
		}), U("click", i, async () => {
			let e = t.svg();
			e && Kc(`${t.name}.png`, await Wc(e));
		}), K(e, n);
	};
	J(r, (e) => {
		t.svg && e(i);
	});
	var a = R(r, 2), o = R(a, 2), s = (e) => {
		var n = Jc();
		z(() => {
			X(n, "href", t.parquet), X(n, "download", `${t.name ?? ""}.parquet`);
		}), K(e, n);
	};
	J(o, (e) => {
		t.parquet !== void 0 && e(s);
	});
	var c = R(o, 2), l = (e) => {
		var n = Yc();
		z(() => X(n, "title", t.sql)), U("click", n, () => Kc(`${t.name}.sql`, t.sql, "text/plain")), K(e, n);
	};
	J(c, (e) => {
		t.sql !== void 0 && e(l);
	}), k(n), U("click", a, () => Kc(`${t.name}.csv`, Gc(t.columns, t.rows()), "text/csv")), K(e, n), j();
}
pr(["click"]);
// src/look/colour.ts
function Qc(e, t, n) {
	return t === null || n <= 0 ? 0 : Math.max(-1, Math.min(1, $c(e, t) / n));
}
function $c(e, t) {
	return e.even === 1 ? Math.log2(Math.max(t, 1 / 64)) : t - (e.even ?? 0);
}
var el = 46;
function tl(e) {
	let t = Math.round(Math.abs(e) ** .8 * el);
	return `color-mix(in oklab, var(${e < 0 ? "--against" : "--for"}) ${t}%, var(--even))`;
}
// src/look/grid.ts
var nl = {
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0]
};
function rl(e) {
	let t = nl[e.key], n = e.target.closest("[data-row]");
	if (t === void 0 || n === null) return;
	let [r, i] = [Number(n.dataset.row) + t[0], Number(n.dataset.column) + t[1]], a = document.querySelector(`[data-row="${r}"][data-column="${i}"]`);
	a !== null && (e.preventDefault(), a.focus());
}
// src/look/sql.ts
function il(e) {
	return `'${e.replaceAll("'", "''")}'`;
}
function al(e, t) {
	return t === null ? `${e} IS NULL` : `${e} = ${il(t)}`;
}
function ol({ conditions: e }, { series: t, segment: n, by: r, value: i }) {
	return `WHERE ${[
		"kind = 'attribution'",
		"status = 'visible'",
		al("method", t.method),
		al("target_kind", t.target_kind),
		...n === void 0 ? [] : [al("segment", n)],
		...r && i !== void 0 ? [al(r, i)] : [],
		...e.map((e) => `(${e})`)
	].join("\n  AND ")}`;
}
function sl(e, t, n) {
	let r = ["segment", ...n.by ? [n.by] : []].join(", ");
	return `SELECT ${r}, avg(${t.name}) AS mean, count(${t.name}) AS images
FROM attributions
${ol(e, n)}
GROUP BY ${r}
ORDER BY ${r}
`;
}
function cl(e, t, n) {
	return `SELECT ${[
		"image_id",
		"label",
		"predicted",
		"target_class",
		...t.map((e) => e.name)
	].join(", ")}
FROM attributions
${ol(e, n)}
ORDER BY image_id
`;
}
function ll({ conditions: e }) {
	return `SELECT label, predicted, count(*) AS images
FROM images
WHERE outcome IS NOT NULL${e.length ? `
  AND image_id IN (SELECT image_id FROM attributions WHERE ${e.map((e) => `(${e})`).join(" AND ")})` : ""}
GROUP BY label, predicted
ORDER BY images DESC, label, predicted
`;
}
// src/pages/Confusion.svelte
var ul = /* @__PURE__ */ W("<p class=\"soft lead svelte-1703dpy\">The true class of no image is known, so that there is nothing to be right or wrong about.</p>"), dl = /* @__PURE__ */ W("<th scope=\"col\" class=\"svelte-1703dpy\"><span class=\"svelte-1703dpy\"> </span></th>"), fl = /* @__PURE__ */ W("<a> </a>"), pl = /* @__PURE__ */ W("<span>·</span>"), ml = /* @__PURE__ */ W("<td class=\"svelte-1703dpy\"><!></td>"), hl = /* @__PURE__ */ W("<tr><th scope=\"row\" class=\"svelte-1703dpy\"> </th><!></tr>"), gl = /* @__PURE__ */ W("<h2 id=\"matrix\"> </h2> <div class=\"scroll\"><table aria-labelledby=\"matrix\" class=\"svelte-1703dpy\"><thead class=\"svelte-1703dpy\"><tr><th class=\"corner svelte-1703dpy\"><span class=\"svelte-1703dpy\">true class</span><span class=\"svelte-1703dpy\">taken for</span></th><!></tr></thead><tbody class=\"svelte-1703dpy\"></tbody></table></div> <p class=\"soft small\">Down the diagonal what is right. <!></p>", 1), _l = /* @__PURE__ */ W("<tr><td class=\"svelte-1703dpy\"> </td><td class=\"svelte-1703dpy\"> </td><td class=\"number svelte-1703dpy\"><a> </a></td></tr>"), vl = /* @__PURE__ */ W("<h2>The most frequent mistakes</h2> <div class=\"scroll\"><table class=\"plain svelte-1703dpy\"><thead><tr><th scope=\"col\">true class</th><th scope=\"col\">taken for</th><th scope=\"col\" class=\"number\">images</th></tr></thead><tbody></tbody></table></div>", 1), yl = /* @__PURE__ */ W("<p class=\"lead svelte-1703dpy\"> <span class=\"soft\">Every number opens its pictures.</span></p> <!> <!> <!>", 1), bl = /* @__PURE__ */ W("<h1>Mistakes</h1> <!>", 1);
function xl(e, t) {
	A(t, !0);
	let n = new Mi(() => t.source.confusion()), r = /* @__PURE__ */ M(() => Cc(t.overview, $.asked).segment ?? t.overview.segments.find((e) => !wc(e.segment))?.segment);
	function i(e, t) {
		let { series: n, measure: i } = $.asked;
		return hc("pictures", {
			segment: H(r),
			series: n,
			measure: i,
			label: e,
			predicted: t
		});
	}
	function a({ classes: e, cells: t }) {
		let n = new Map(t.map(([e, t, n]) => [JSON.stringify([e, t]), n])), r = t.filter(([e, t]) => e !== t).map(([, , e]) => e);
		return {
			cell: (e, t) => n.get(JSON.stringify([e, t])) ?? 0,
			most: Math.max(1, ...r)
		};
	}
	function o({ correct: e, wrong: t }) {
		return `${Math.round(100 * e / Math.max(e + t, 1))} %`;
	}
	var s = bl();
	ji(R(I(s), 2), {
		get to() {
			return n;
		},
		children: (e, n = d) => {
			var r = Cr(), s = I(r), c = (e) => {
				K(e, ul());
			}, l = (e) => {
				let r = /* @__PURE__ */ M(() => a(n()));
				var s = yl(), c = I(s), l = F(c);
				we(), k(c);
				var u = R(c, 2), d = (e) => {
					var t = gl(), a = I(t), o = L(a, !0), s = R(a, 2), c = F(s), l = F(c), u = F(l);
					Y(R(F(u)), 16, () => n().classes, (e) => e, (e, t) => {
						var n = dl(), r = L(F(n), !0);
						k(n), z(() => {
							X(n, "title", t), q(r, t);
						}), K(e, n);
					}), k(u), k(l);
					var d = R(l);
					Y(d, 22, () => n().classes, (e) => e, (e, t, a) => {
						var o = hl(), s = F(o), c = L(s, !0);
						Y(R(s), 18, () => n().classes, (e) => e, (e, n, o) => {
							let s = /* @__PURE__ */ M(() => H(r).cell(t, n));
							var c = ml(), l = F(c), u = (e) => {
								var c = fl();
								let l, u;
								var d = L(c, !0);
								z((e, r, i, s) => {
									l = ri(c, 1, "cell svelte-1703dpy", null, l, { right: t === n }), X(c, "data-row", H(a)), X(c, "data-column", H(o)), X(c, "href", e), X(c, "aria-label", `${t ?? ""} taken for ${n ?? ""}: ${r ?? ""}`), u = ai(c, "", u, { background: i }), q(d, s);
								}, [
									() => i(t, n),
									() => Bi(H(s)),
									() => t === n ? void 0 : tl(.15 + .85 * Math.sqrt(H(s) / H(r).most)),
									() => Q(H(s))
								]), K(e, c);
							}, d = (e) => {
								var r = pl();
								let i;
								z(() => i = ri(r, 1, "none svelte-1703dpy", null, i, { right: t === n })), K(e, r);
							};
							J(l, (e) => {
								H(s) ? e(u) : e(d, -1);
							}), k(c), K(e, c);
						}), k(o), z(() => {
							X(s, "title", t), q(c, t);
						}), K(e, o);
					}), k(d), k(c), k(s);
					var f = R(s, 2), p = R(F(f)), m = (e) => {
						var t = Sr();
						z((e) => q(t, `${e ?? ""} more ${n().left_out === 1 ? "class is" : "classes are"} not shown.`), [() => Q(n().left_out)]), K(e, t);
					};
					J(p, (e) => {
						n().left_out && e(m);
					}), k(f), z(() => q(o, n().left_out ? `The ${n().classes.length} classes with the most mistakes` : "Class by class")), U("keydown", c, function(...e) {
						rl?.apply(this, e);
					}), K(e, t);
				};
				J(u, (e) => {
					n().classes.length > 1 && e(d);
				});
				var f = R(u, 2), p = (e) => {
					var t = vl(), r = R(I(t), 2), a = F(r), o = R(F(a));
					Y(o, 21, () => n().mistakes, ([e, t, n]) => `${e}\n${t}`, (e, t) => {
						var n = /* @__PURE__ */ M(() => h(H(t), 3));
						let r = () => H(n)[0], a = () => H(n)[1], o = () => H(n)[2];
						var s = _l(), c = F(s), l = L(c, !0), u = R(c), d = L(u, !0), f = R(u), p = F(f), m = L(p, !0);
						k(f), k(s), z((e, t, n) => {
							q(l, r()), q(d, a()), X(p, "href", e), X(p, "aria-label", `${r() ?? ""} taken for ${a() ?? ""}: ${t ?? ""}`), q(m, n);
						}, [
							() => i(r(), a()),
							() => Bi(o()),
							() => Q(o())
						]), K(e, s);
					}), k(o), k(a), k(r), K(e, t);
				};
				J(f, (e) => {
					n().mistakes.length && e(p);
				});
				var m = R(f, 2);
				{
					let e = /* @__PURE__ */ M(() => ll(t.overview));
					Zc(m, {
						get name() {
							return `${t.overview.title ?? ""} mistakes`;
						},
						columns: [
							"label",
							"predicted",
							"images"
						],
						rows: () => {
							let e = new Set(n().cells.map(([e, t]) => JSON.stringify([e, t])));
							return [...n().cells, ...n().mistakes.filter(([t, n]) => !e.has(JSON.stringify([t, n])))];
						},
						get sql() {
							return H(e);
						}
					});
				}
				z((e, t, n) => q(l, `${e ?? ""} of ${t ?? ""} are taken for another class; ${n ?? ""} are right. `), [
					() => Q(n().wrong),
					() => Bi(n().correct + n().wrong),
					() => o(n())
				]), K(e, s);
			};
			J(s, (e) => {
				n() === null ? e(c) : e(l, -1);
			}), K(e, r);
		},
		$$slots: { default: !0 }
	}), K(e, s), j();
}
pr(["keydown"]);
// src/pages/Findings.svelte
var Sl = /* @__PURE__ */ W("<p class=\"soft lead svelte-11a4lio\"> </p>"), Cl = /* @__PURE__ */ W("<p class=\"soft small\"> </p>"), wl = /* @__PURE__ */ W("<li class=\"svelte-11a4lio\"><div class=\"head svelte-11a4lio\"><span class=\"place svelte-11a4lio\"></span> <span class=\"kind\"> </span> <!></div> <p class=\"sentence svelte-11a4lio\"> </p> <!> <div class=\"foot svelte-11a4lio\"><!> <a>the pictures</a> <a>the part</a> <button class=\"command svelte-11a4lio\"> </button></div></li>"), Tl = /* @__PURE__ */ W("<p class=\"soft\"> </p>"), El = /* @__PURE__ */ W("<li class=\"svelte-11a4lio\"> </li>"), Dl = /* @__PURE__ */ W("<h2>What does not matter, or cannot be told yet</h2> <ul class=\"notes svelte-11a4lio\"></ul>", 1), Ol = /* @__PURE__ */ W("<td colspan=\"6\" class=\"soft\"> </td>"), kl = /* @__PURE__ */ W("<td> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td> <td class=\"number\"> </td>", 1), Al = /* @__PURE__ */ W("<tr><th scope=\"row\"> </th><!></tr>"), jl = /* @__PURE__ */ W("<h1><!></h1> <!> <ol class=\"findings svelte-11a4lio\"></ol> <!> <!> <h2>What was looked at</h2> <div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">question</th><th scope=\"col\">measure</th><th scope=\"col\" class=\"number\">tested</th><th scope=\"col\" class=\"number\">stand out</th><th scope=\"col\" class=\"number\">negligible</th><th scope=\"col\" class=\"number\">inconclusive</th><th scope=\"col\" class=\"number\">too few</th></tr></thead><tbody></tbody></table></div> <h2>What this cannot say</h2> <ul class=\"notes svelte-11a4lio\"></ul>", 1);
function Ml(e, t) {
	A(t, !0);
	let n = new Mi(() => t.source.findings());
	function r(e) {
		return t.overview.measures.find((t) => t.name === e)?.signed ?? !1;
	}
	function i(e) {
		let n = t.overview.series.findIndex((t) => t.method === e.method && t.target_kind === e.target_kind), r = t.overview.by.includes(e.by) && e.value !== null ? e.by : void 0, i = {
			segment: e.segment,
			series: n > 0 ? String(n) : n < 0 ? a(e) : void 0,
			measure: e.measure,
			by: r,
			value: r === void 0 ? void 0 : e.value
		};
		return {
			part: hc("part", i),
			pictures: hc("pictures", i)
		};
	}
	function a(e) {
		let n = t.overview.series.findIndex((t) => t.target_kind === e.target_kind);
		return n > 0 ? String(n) : void 0;
	}
	let o = /* @__PURE__ */ Lt(void 0);
	async function s(e, t) {
		await navigator.clipboard.writeText(e.command), P(o, t, !0);
	}
	{
		let a = (e, n = d) => {
			var a = jl(), c = I(a), l = F(c), u = (e) => {
				K(e, Sr("Nothing stands out for certain"));
			}, f = (e) => {
				K(e, Sr("What this classifier attributes its predictions to"));
			};
			J(l, (e) => {
				n().findings.length === 0 ? e(u) : e(f, -1);
			}), k(c);
			var p = R(c, 2), m = (e) => {
				var n = Sl(), r = L(n);
				z((e) => q(r, `${e ?? ""} were looked at, in each of the ways below. With more images, or with
      other parts named, more may show.`), [() => Bi(t.overview.images)]), K(e, n);
			};
			J(p, (e) => {
				n().findings.length === 0 && e(m);
			});
			var h = R(p, 2);
			Y(h, 21, () => n().findings, zr, (e, t, n) => {
				let a = /* @__PURE__ */ M(() => i(H(t)));
				var c = wl(), l = F(c), u = F(l);
				u.textContent = n + 1;
				var d = R(u, 2), f = L(d, !0);
				xc(R(d, 2), {
					get verdict() {
						return H(t).verdict;
					},
					get direction() {
						return H(t).direction;
					}
				}), k(l);
				var p = R(l, 2), m = L(p, !0), h = R(p, 2), g = (e) => {
					var n = Cl(), r = L(n);
					z((e) => q(r, `Says the same: ${e ?? ""}`), [() => H(t).also.join("; ")]), K(e, n);
				};
				J(h, (e) => {
					H(t).also.length && e(g);
				});
				var _ = R(h, 2), v = F(_);
				{
					let e = /* @__PURE__ */ M(() => r(H(t).measure));
					ec(v, {
						get measure() {
							return H(t).measure;
						},
						get signed() {
							return H(e);
						},
						get estimate() {
							return H(t).estimate;
						},
						get low() {
							return H(t).low;
						},
						get high() {
							return H(t).high;
						},
						get reference() {
							return H(t).reference;
						},
						get margin() {
							return H(t).margin;
						},
						get direction() {
							return H(t).direction;
						}
					});
				}
				var y = R(v, 2), b = R(y, 2), x = R(b, 2), S = L(x, !0);
				k(_), k(c), z(() => {
					q(f, H(t).kind), q(m, H(t).sentence), X(y, "href", H(a).pictures), X(b, "href", H(a).part), X(x, "title", "Copy the command that shows its rows:\n" + H(t).command), q(S, H(o) === n ? "copied" : "copy command");
				}), U("click", x, () => s(H(t), n)), K(e, c);
			}), k(h);
			var g = R(h, 2), _ = (e) => {
				var t = Tl(), r = L(t);
				z((e) => q(r, `${e ?? ""} more are not told here.`), [() => Q(n().more)]), K(e, t);
			};
			J(g, (e) => {
				n().more && e(_);
			});
			var v = R(g, 2), y = (e) => {
				var t = Dl(), r = R(I(t), 2);
				Y(r, 20, () => n().quiet, (e) => e, (e, t) => {
					var n = El(), r = L(n, !0);
					z(() => q(r, t)), K(e, n);
				}), k(r), K(e, t);
			};
			J(v, (e) => {
				n().quiet.length && e(y);
			});
			var b = R(v, 4), x = F(b), S = R(F(x));
			Y(S, 21, () => n().looked, (e) => e.question, (e, t) => {
				var n = Al(), r = F(n), i = L(r, !0), a = R(r), o = (e) => {
					var n = Ol(), r = L(n, !0);
					z(() => q(r, H(t).not_asked)), K(e, n);
				}, s = (e) => {
					var n = kl(), r = I(n), i = L(r, !0), a = R(r, 2), o = L(a, !0), s = R(a, 2), c = L(s, !0), l = R(s, 2), u = L(l, !0), d = R(l, 2), f = L(d, !0), p = L(R(d, 2), !0);
					z((e, t, n, r, a, s) => {
						q(i, e), q(o, t), q(c, n), q(u, r), q(f, a), q(p, s);
					}, [
						() => H(t).measures.join(", "),
						() => Q(H(t).tested),
						() => Q(H(t).found),
						() => Q(H(t).negligible),
						() => Q(H(t).inconclusive),
						() => Q(H(t).too_few)
					]), K(e, n);
				};
				J(a, (e) => {
					H(t).not_asked ? e(o) : e(s, -1);
				}), k(n), z(() => q(i, H(t).question)), K(e, n);
			}), k(S), k(x), k(b);
			var C = R(b, 4);
			Y(C, 20, () => n().limits, (e) => e, (e, t) => {
				var n = El(), r = L(n, !0);
				z(() => q(r, t)), K(e, n);
			}), k(C), K(e, a);
		}, c = /* @__PURE__ */ M(() => t.overview.rows > 2e5 ? `working out what stands out among ${Q(t.overview.rows)} rows; this takes a while once …` : void 0);
		ji(e, {
			get to() {
				return n;
			},
			get until() {
				return H(c);
			},
			children: a,
			$$slots: { default: !0 }
		});
	}
	j();
}
pr(["click"]);
// src/pages/Image.svelte
var Nl = /* @__PURE__ */ W("<h1> </h1> <p><a>All pictures</a></p>", 1), Pl = /* @__PURE__ */ W("<span class=\"soft\"> </span> <span class=\"bar svelte-ohfaad\" aria-hidden=\"true\"></span>", 1), Fl = /* @__PURE__ */ W("<div><dt class=\"svelte-ohfaad\"> </dt> <dd> <!></dd></div>"), Il = /* @__PURE__ */ W("<li><button class=\"svelte-ohfaad\"><!> <span> </span></button></li>"), Ll = /* @__PURE__ */ W("<ul class=\"maps svelte-ohfaad\" aria-label=\"maps\"></ul>"), Rl = /* @__PURE__ */ W("<th scope=\"col\" class=\"number svelte-ohfaad\"> </th>"), zl = /* @__PURE__ */ W("<td class=\"number svelte-ohfaad\"> </td>"), Bl = /* @__PURE__ */ W("<tr><th scope=\"row\" class=\"svelte-ohfaad\"><a> </a></th><!></tr>"), Vl = /* @__PURE__ */ W("<tr><th scope=\"row\" class=\"svelte-ohfaad\"> </th><!></tr>"), Hl = /* @__PURE__ */ W("<h2>What removing each part does, by what takes its place</h2> <p class=\"soft small\"> </p> <div class=\"scroll\"><table class=\"plain svelte-ohfaad\"><thead><tr><th scope=\"col\" class=\"svelte-ohfaad\">part</th><!></tr></thead><tbody></tbody></table></div>", 1), Ul = /* @__PURE__ */ W("<h1> </h1> <dl class=\"facts svelte-ohfaad\"><!> <div><dt class=\"svelte-ohfaad\">size</dt><dd> </dd></div></dl> <div class=\"sides svelte-ohfaad\"><div class=\"figure svelte-ohfaad\"><!> <label class=\"small soft svelte-ohfaad\">strength of the map <input type=\"range\" min=\"0\" max=\"100\" step=\"5\" class=\"svelte-ohfaad\"/></label> <p class=\"small soft\"> </p> <!></div> <div class=\"numbers svelte-ohfaad\"><div class=\"scroll\"><table class=\"plain svelte-ohfaad\"><thead><tr><th scope=\"col\" class=\"svelte-ohfaad\">part</th><!></tr></thead><tbody></tbody></table></div> <!></div></div>", 1);
function Wl(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ M(() => Cc(t.overview, $.asked)), r = /* @__PURE__ */ M(() => $.asked.image ?? ""), i = new Mi(() => Promise.all([
		t.source.image(H(r)),
		t.source.picture(H(r)),
		t.source.values({
			image_id: H(r),
			series: H(n).series
		}),
		t.source.removals(H(r))
	])), a = /* @__PURE__ */ M(() => Number($.asked.opacity ?? 75) / 100), o = {
		name: "effect",
		signed: !0,
		even: 0
	};
	function s(e) {
		let t = (t) => e.predicted_probability === null || e.predicted_logit === null || t === null ? null : e.predicted_probability * Math.exp(t - e.predicted_logit), n = [{
			what: "predicted",
			name: e.predicted,
			probability: e.predicted_probability
		}];
		return e.runner_up !== null && n.push({
			what: "runner-up",
			name: e.runner_up,
			probability: t(e.runner_up_logit)
		}), e.label !== null && n.push({
			what: e.outcome === null ? "label" : `label, ${e.outcome}`,
			name: e.label,
			probability: t(e.label_logit),
			wrong: e.outcome === "wrong"
		}), n;
	}
	function c(e) {
		let n = t.overview.measures[0].name;
		return e.toSorted((e, t) => Number(wc(e.segment)) - Number(wc(t.segment)) || (t.numbers[n] ?? -Infinity) - (e.numbers[n] ?? -Infinity));
	}
	function l(e, n) {
		let r = t.overview.measures.find((e) => e.name === n);
		return Math.max(...e.map((e) => Math.abs($c(r, e.numbers[n] ?? r.even ?? 0))), 0);
	}
	ji(e, {
		get to() {
			return i;
		},
		children: (e, i) => {
			var u = /* @__PURE__ */ M(() => h(i?.(), 4));
			let d = () => H(u)[0], f = () => H(u)[1], p = () => H(u)[2].values, m = () => H(u)[3];
			var g = Cr(), _ = I(g), v = (e) => {
				var t = Nl(), n = I(t), i = L(n), a = L(R(n, 2));
				z((e) => {
					q(i, `No image is called ${H(r) ?? ""}`), X(a, "href", e);
				}, [() => hc("pictures")]), K(e, t);
			}, y = (e) => {
				let r = /* @__PURE__ */ M(() => c(p())), i = /* @__PURE__ */ M(() => H(r)[0]?.target_class), u = /* @__PURE__ */ M(() => m().filter((e) => e.target_kind === H(n).series.target_kind)), h = /* @__PURE__ */ M(() => [...new Set(H(u).map((e) => e.fill))]);
				var g = Ul(), _ = I(g), v = L(_, !0), y = R(_, 2), b = F(y);
				Y(b, 17, () => s(d()), (e) => e.what, (e, t) => {
					var n = Fl(), r = F(n), i = L(r, !0), a = R(r, 2);
					let o;
					var s = F(a), c = R(s), l = (e) => {
						var n = Pl(), r = I(n), i = L(r, !0), a = R(r, 2);
						let o;
						z((e) => {
							q(i, e), o = ai(a, "", o, { "--long": H(t).probability });
						}, [() => Z("share", H(t).probability)]), K(e, n);
					};
					J(c, (e) => {
						H(t).probability !== null && e(l);
					}), k(a), k(n), z(() => {
						q(i, H(t).what), o = ri(a, 1, "svelte-ohfaad", null, o, { wrong: H(t).wrong }), q(s, `${H(t).name ?? "not known" ?? ""} `);
					}), K(e, n);
				});
				var x = R(b, 2), S = L(R(F(x)));
				k(x), k(y);
				var C = R(y, 2), w = F(C), ee = F(w);
				{
					let e = /* @__PURE__ */ M(() => f()?.overlays.find((e) => e.method === H(n).series.method && e.target_kind === H(n).series.target_kind)), t = /* @__PURE__ */ M(() => f()?.outlines.map((e) => e.segment).filter((e) => !wc(e)));
					fc(ee, {
						get picture() {
							return f();
						},
						get name() {
							return d().image_id;
						},
						get overlay() {
							return H(e);
						},
						get opacity() {
							return H(a);
						},
						get segments() {
							return H(t);
						},
						lively: !0
					});
				}
				var T = R(ee, 2), te = R(F(T));
				gi(te), k(T);
				var ne = R(T, 2), re = L(ne), ie = R(ne, 2), ae = (e) => {
					var r = Ll();
					Y(r, 21, () => t.overview.series, zr, (e, t, r) => {
						let i = /* @__PURE__ */ M(() => f().overlays.find((e) => e.method === H(t).method && e.target_kind === H(t).target_kind));
						var a = Cr(), o = I(a), s = (e) => {
							var a = Il(), o = F(a), s = F(o);
							fc(s, {
								get picture() {
									return f();
								},
								get name() {
									return `map of ${H(t).method ?? ""}`;
								},
								get overlay() {
									return H(i);
								},
								segments: [],
								opacity: .9
							});
							var c = L(R(s, 2));
							k(o), k(a), z((e) => {
								X(o, "aria-pressed", r === H(n).at), q(c, `${e ?? ""}${H(t).target_kind ? ` → ${H(t).target_kind}` : ""}`);
							}, [() => Hi(H(t).method)]), U("click", o, () => gc({ series: String(r) })), K(e, a);
						};
						J(o, (e) => {
							H(i) && e(s);
						}), K(e, a);
					}), k(r), K(e, r);
				};
				J(ie, (e) => {
					f() && f().overlays.length > 1 && e(ae);
				}), k(w);
				var oe = R(w, 2), se = F(oe), ce = F(se), le = F(ce), ue = F(le);
				Y(R(F(ue)), 17, () => t.overview.measures, (e) => e.name, (e, t) => {
					var n = Rl(), r = L(n, !0);
					z((e) => {
						X(n, "title", H(t).says), q(r, e);
					}, [() => Vi(H(t).name)]), K(e, n);
				}), k(ue), k(le);
				var de = R(le);
				Y(de, 21, () => H(r), (e) => e.segment, (e, i) => {
					var a = Bl();
					let o;
					var s = F(a), c = F(s), u = L(c, !0);
					k(s), Y(R(s), 19, () => t.overview.measures, (e) => e.name, (e, t, n) => {
						var a = zl();
						let o;
						var s = L(a, !0);
						z((e, t) => {
							o = ai(a, "", o, { background: e }), q(s, t);
						}, [() => H(n) === 0 || H(t).name === "effect" ? tl(Qc(H(t), H(i).numbers[H(t).name] ?? null, l(H(r), H(t).name))) : void 0, () => Z(H(t).name, H(i).numbers[H(t).name], H(t).signed)]), K(e, a);
					}), k(a), z((e) => {
						o = ri(a, 1, "svelte-ohfaad", null, o, { now: H(i).segment === H(n).segment }), X(c, "href", e), q(u, H(i).segment);
					}, [() => hc("part", {
						segment: H(i).segment,
						series: $.asked.series
					})]), K(e, a);
				}), k(de), k(ce), k(se);
				var fe = R(se, 2), pe = (e) => {
					let t = /* @__PURE__ */ M(() => Math.max(...H(u).map((e) => Math.abs(e.effect ?? 0)), 0));
					var a = Hl(), s = R(I(a), 2), c = L(s), l = R(s, 2), d = F(l), f = F(d), p = F(f);
					Y(R(F(p)), 16, () => H(h), (e) => e, (e, t) => {
						var n = Rl(), r = L(n, !0);
						z(() => q(r, t)), K(e, n);
					}), k(p), k(f);
					var m = R(f);
					Y(m, 21, () => H(r).filter((e) => H(u).some((t) => t.segment === e.segment)), (e) => e.segment, (e, r) => {
						var i = Vl();
						let a;
						var s = F(i), c = L(s, !0);
						Y(R(s), 16, () => H(h), (e) => e, (e, n) => {
							let i = /* @__PURE__ */ M(() => H(u).find((e) => e.segment === H(r).segment && e.fill === n));
							var a = zl();
							let s;
							var c = L(a, !0);
							z((e, t, n) => {
								X(a, "title", e), s = ai(a, "", s, { background: t }), q(c, n);
							}, [
								() => H(i) ? `removal ${Z("removal", H(i).removal, !0)}` : void 0,
								() => tl(Qc(o, H(i)?.effect ?? null, H(t))),
								() => Z("effect", H(i)?.effect, !0)
							]), K(e, a);
						}), k(i), z(() => {
							a = ri(i, 1, "svelte-ohfaad", null, a, { now: H(r).segment === H(n).segment }), q(c, H(r).segment);
						}), K(e, i);
					}), k(m), k(d), k(l), z(() => q(c, `By how much the logit of ${H(i) ?? "the target" ?? ""} falls, less what its placebo does.`)), K(e, a);
				};
				J(fe, (e) => {
					H(h).length && e(pe);
				}), k(oe), k(C), z(() => {
					q(v, d().image_id), q(S, `${d().original_width ?? ""} × ${d().original_height ?? ""}`), _i(te, H(a) * 100), q(re, `Orange speaks for ${H(i) ?? "the target" ?? ""}, blue against it. Hold the picture to see it as it is; point at an
          outline for its name.`);
				}), U("input", te, (e) => gc({ opacity: e.currentTarget.value })), K(e, g);
			};
			J(_, (e) => {
				d() === void 0 ? e(v) : e(y, -1);
			}), K(e, g);
		},
		$$slots: { default: !0 }
	}), j();
}
pr(["input", "click"]);
// src/views/Controls.svelte
var Gl = /* @__PURE__ */ W("<div class=\"controls svelte-o20bga\"><!> <!> <!> <!></div> <p class=\"soft small says svelte-o20bga\"><b> </b> </p>", 1);
function Kl(e, t) {
	A(t, !0);
	let n = Oi(t, "groups", 3, !0), r = /* @__PURE__ */ M(() => new Set(t.overview.series.map((e) => e.method))), i = /* @__PURE__ */ M(() => new Set([...H(r)].map(Hi)).size === H(r).size), a = /* @__PURE__ */ M(() => t.overview.series.map((e, t) => {
		let n = H(i) ? Hi(e.method) : e.method;
		return [String(t), e.target_kind === null ? n : `${n} → ${e.target_kind}`];
	})), o = /* @__PURE__ */ M(() => t.overview.measures.map((e) => [e.name, Vi(e.name)])), s = /* @__PURE__ */ M(() => [["", "all images"], ...t.overview.by.map((e) => [e, Vi(e)])]);
	var c = Gl(), l = I(c), u = F(l), f = (e) => {
		{
			let n = /* @__PURE__ */ M(() => String(t.now.at));
			aa(e, {
				name: "method → target",
				get value() {
					return H(n);
				},
				get among() {
					return H(a);
				},
				chosen: (e) => gc({ series: e === "0" ? null : e })
			});
		}
	};
	J(u, (e) => {
		H(a).length > 1 && e(f);
	});
	var p = R(u, 2);
	aa(p, {
		name: "measure",
		get value() {
			return t.now.measure.name;
		},
		get among() {
			return H(o);
		},
		chosen: (e) => gc({ measure: e })
	});
	var m = R(p, 2), h = (e) => {
		aa(e, {
			name: "told apart by",
			get value() {
				return t.now.by;
			},
			get among() {
				return H(s);
			},
			chosen: (e) => gc({
				by: e,
				value: null
			})
		});
	};
	J(m, (e) => {
		n() && t.overview.by.length && e(h);
	}), Jr(R(m, 2), () => t.children ?? d), k(l);
	var g = R(l, 2), _ = F(g), v = L(_, !0), y = R(_);
	k(g), z((e) => {
		q(v, e), q(y, ` = ${t.now.measure.formula ?? ""} · ${t.now.measure.says ?? ""}`);
	}, [() => Vi(t.now.measure.name)]), K(e, c), j();
}
// src/look/swarm.ts
var ql = 1500;
function Jl(e, t, n) {
	let r = Array(e.length).fill(0), i = e.map((e, t) => t).sort((t, n) => e[t] - e[n]), a = [];
	for (let n of i) {
		let i = a.findIndex((r) => e[n] - r >= t), o = i < 0 ? a.length : i;
		a[o] = e[n], r[n] = (o % 2 ? 1 : -1) * Math.ceil(o / 2);
	}
	let o = Math.max(...r.map(Math.abs), 1);
	return o <= n ? r : r.map((e) => e * n / o);
}
function Yl(e, t) {
	return e.length <= t ? e : Array.from({ length: t }, (n, r) => e[Math.floor(r * e.length / t)]);
}
// src/views/Distribution.svelte
var Xl = /* @__PURE__ */ G("<line class=\"grid svelte-61tn2i\"></line><text text-anchor=\"middle\" class=\"tick svelte-61tn2i\"> </text>", 1), Zl = /* @__PURE__ */ G("<line class=\"even svelte-61tn2i\"></line>"), Ql = /* @__PURE__ */ G("<line class=\"whisker svelte-61tn2i\"></line><rect y=\"-9\" height=\"18\" class=\"box svelte-61tn2i\"></rect><line y1=\"-9\" y2=\"9\" class=\"median svelte-61tn2i\"></line>", 1), $l = /* @__PURE__ */ G("<a class=\"svelte-61tn2i\"><circle><title> </title></circle></a>"), eu = /* @__PURE__ */ G("<line y1=\"15\" y2=\"15\" class=\"interval svelte-61tn2i\"></line>"), tu = /* @__PURE__ */ G("<!><path class=\"mean svelte-61tn2i\"></path>", 1), nu = /* @__PURE__ */ G("<g><text y=\"4\" text-anchor=\"end\" class=\"name svelte-61tn2i\"> <title> </title></text><!><!><!></g>"), ru = /* @__PURE__ */ W("<div><svg role=\"group\" class=\"svelte-61tn2i\"><!><!><!></svg></div> <!>", 1);
function iu(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ Lt(800), r = /* @__PURE__ */ Lt(void 0), i = /* @__PURE__ */ M(() => 8 + t.rows.length * 46 + 26), a = /* @__PURE__ */ M(() => t.rows.flatMap((e) => [...e.values.map((e) => e.numbers[t.measure.name] ?? NaN), ...e.box === void 0 ? [] : [e.box.q05, e.box.q95]])), o = /* @__PURE__ */ M(() => {
		let e = H(a).filter(Number.isFinite);
		if (t.measure.even !== null && e.push(t.measure.even), e.length === 0) return [0, 1];
		let [n, r] = [Math.min(...e), Math.max(...e)];
		return n === r ? [n - 1, r + 1] : [n, r];
	}), s = /* @__PURE__ */ M(() => qs(H(o), [150, Math.max(H(n) - 16, 200)]).nice()), c = /* @__PURE__ */ M(() => H(s).ticks(Math.max(2, Math.floor((H(n) - 150) / 90))));
	function l(e) {
		let n = Yl(e.values.filter((e) => Number.isFinite(e.numbers[t.measure.name] ?? NaN)), ql), r = n.map((e) => H(s)(e.numbers[t.measure.name])), i = Jl(r, 6.5, 17 / 6);
		return n.map((e, t) => ({
			value: e,
			x: r[t],
			y: i[t] * 2 * 3
		}));
	}
	function u(e) {
		return e.length <= 21 ? e : e.slice(0, 20) + "…";
	}
	var d = ru(), f = I(d), p = F(f), m = F(p);
	Y(m, 16, () => H(c), (e) => e, (e, n) => {
		var r = Xl(), a = I(r);
		X(a, "y1", 8);
		var o = R(a), c = L(o, !0);
		z((e, t, n, r) => {
			X(a, "x1", e), X(a, "x2", t), X(a, "y2", H(i) - 22), X(o, "x", n), X(o, "y", H(i) - 6), q(c, r);
		}, [
			() => H(s)(n),
			() => H(s)(n),
			() => H(s)(n),
			() => Z(t.measure.name, n, t.measure.signed)
		]), K(e, r);
	});
	var h = R(m), g = (e) => {
		var n = Zl();
		X(n, "y1", 8), z((e, t) => {
			X(n, "x1", e), X(n, "x2", t), X(n, "y2", H(i) - 22);
		}, [() => H(s)(t.measure.even), () => H(s)(t.measure.even)]), K(e, n);
	};
	J(h, (e) => {
		t.measure.even !== null && e(g);
	}), Y(R(h), 19, () => t.rows, (e) => e.name, (e, n, r) => {
		let i = /* @__PURE__ */ M(() => 8 + H(r) * 46 + 23);
		var a = nu();
		let o;
		var c = F(a);
		X(c, "x", 138);
		var d = F(c, !0), f = L(R(d), !0);
		k(c);
		var p = R(c), m = (e) => {
			var t = Ql(), r = I(t), i = R(r), a = R(i);
			z((e, t, n, o, s, c) => {
				X(r, "x1", e), X(r, "x2", t), X(i, "x", n), X(i, "width", o), X(a, "x1", s), X(a, "x2", c);
			}, [
				() => H(s)(H(n).box.q05),
				() => H(s)(H(n).box.q95),
				() => H(s)(H(n).box.q25),
				() => Math.max(H(s)(H(n).box.q75) - H(s)(H(n).box.q25), 1),
				() => H(s)(H(n).box.median),
				() => H(s)(H(n).box.median)
			]), K(e, t);
		};
		J(p, (e) => {
			H(n).box && e(m);
		});
		var h = R(p);
		Y(h, 17, () => l(H(n)), zr, (e, n) => {
			var r = $l(), i = F(r);
			X(i, "r", 3);
			let a;
			var o = L(F(i));
			k(i), k(r), z((e, t, s) => {
				X(r, "href", e), X(r, "aria-label", `${H(n).value.image.image_id ?? ""}: ${t ?? ""}`), X(i, "cx", H(n).x), X(i, "cy", H(n).y), a = ri(i, 0, "dot svelte-61tn2i", null, a, { wrong: H(n).value.image.outcome === "wrong" }), q(o, `${H(n).value.image.image_id ?? ""} · ${s ?? ""}`);
			}, [
				() => hc("image", {
					image: H(n).value.image.image_id,
					segment: H(n).value.segment,
					series: t.series
				}),
				() => Z(t.measure.name, H(n).value.numbers[t.measure.name], t.measure.signed),
				() => Z(t.measure.name, H(n).value.numbers[t.measure.name], t.measure.signed)
			]), K(e, r);
		});
		var g = R(h), _ = (e) => {
			var t = tu(), r = I(t), i = (e) => {
				var t = eu();
				z((e, n) => {
					X(t, "x1", e), X(t, "x2", n);
				}, [() => H(s)(H(n).low), () => H(s)(H(n).high)]), K(e, t);
			};
			J(r, (e) => {
				H(n).low !== null && H(n).high !== null && e(i);
			});
			var a = R(r);
			z((e) => X(a, "d", `M${e ?? ""} 11l4 4l-4 4l-4 -4z`), [() => H(s)(H(n).mean)]), K(e, t);
		};
		J(g, (e) => {
			H(n).mean !== null && e(_);
		}), k(a), z((e) => {
			X(a, "transform", `translate(0 ${H(i) ?? ""})`), o = ri(a, 0, "svelte-61tn2i", null, o, { blind: H(n).blind }), q(d, e), q(f, H(n).name);
		}, [() => u(H(n).name)]), K(e, a);
	}), k(p), Ti(p, (e) => P(r, e), () => H(r)), k(f);
	var _ = R(f, 2);
	{
		let e = /* @__PURE__ */ M(() => t.rows[0]?.values[0]?.segment ?? "part"), n = /* @__PURE__ */ M(() => t.measure.name), i = /* @__PURE__ */ M(() => [
			"group",
			"image_id",
			"label",
			"predicted",
			t.measure.name
		]);
		Zc(_, {
			get name() {
				return `${H(e) ?? ""} ${H(n) ?? ""}`;
			},
			svg: () => H(r),
			get columns() {
				return H(i);
			},
			rows: () => t.rows.flatMap((e) => e.values.map((n) => [
				e.name,
				n.image.image_id,
				n.image.label,
				n.image.predicted,
				n.numbers[t.measure.name]
			])),
			get sql() {
				return t.sql;
			},
			get parquet() {
				return t.parquet;
			}
		});
	}
	z(() => {
		X(p, "width", H(n)), X(p, "height", H(i)), X(p, "aria-label", `${t.measure.name ?? ""} by group`);
	}), Ci(f, "clientWidth", (e) => P(n, e)), K(e, d), j();
}
// src/views/Scatter.svelte
var au = /* @__PURE__ */ W("<p class=\"soft small\">No image has both: removing needs room for a placebo.</p>"), ou = /* @__PURE__ */ G("<line y1=\"10\"></line><text text-anchor=\"middle\" class=\"svelte-1qjyb8i\"> </text>", 1), su = /* @__PURE__ */ G("<line></line><text text-anchor=\"end\" class=\"svelte-1qjyb8i\"> </text>", 1), cu = /* @__PURE__ */ G("<a class=\"svelte-1qjyb8i\"><circle r=\"3.5\"><title> </title></circle></a>"), lu = /* @__PURE__ */ G("<svg role=\"group\" class=\"svelte-1qjyb8i\"><!><!><text text-anchor=\"end\" class=\"axis svelte-1qjyb8i\"> </text><text y=\"4\" class=\"axis svelte-1qjyb8i\" dominant-baseline=\"hanging\"> </text><!></svg><!>", 1), uu = /* @__PURE__ */ W("<div><!></div>");
function du(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ Lt(640), r = /* @__PURE__ */ Lt(void 0), i = /* @__PURE__ */ M(() => Yl(t.values.filter((e) => [t.across, t.up].every((t) => Number.isFinite(e.numbers[t.name] ?? NaN))), ql));
	function a(e) {
		let t = [...H(i).map((t) => t.numbers[e.name]), e.even ?? 0], [n, r] = [Math.min(...t), Math.max(...t)];
		return n === r ? [n - 1, r + 1] : [n, r];
	}
	let o = /* @__PURE__ */ M(() => qs(a(t.across), [58, H(n) - 14]).nice()), s = /* @__PURE__ */ M(() => qs(a(t.up), [280, 10]).nice());
	var c = uu(), l = F(c), u = (e) => {
		K(e, au());
	}, d = (e) => {
		var a = lu(), c = I(a);
		X(c, "height", 320);
		var l = F(c);
		Y(l, 16, () => H(o).ticks(Math.max(2, Math.floor(H(n) / 110))), (e) => e, (e, n) => {
			var r = ou(), i = I(r);
			X(i, "y2", 280);
			let a;
			var s = R(i);
			X(s, "y", 296);
			var c = L(s, !0);
			z((e, r, o, l) => {
				X(i, "x1", e), X(i, "x2", r), a = ri(i, 0, "grid svelte-1qjyb8i", null, a, { even: n === (t.across.even ?? 0) }), X(s, "x", o), q(c, l);
			}, [
				() => H(o)(n),
				() => H(o)(n),
				() => H(o)(n),
				() => Z(t.across.name, n, t.across.signed)
			]), K(e, r);
		});
		var u = R(l);
		Y(u, 16, () => H(s).ticks(6), (e) => e, (e, r) => {
			var i = su(), a = I(i);
			X(a, "x1", 58);
			let o;
			var c = R(a);
			X(c, "x", 50);
			var l = L(c, !0);
			z((e, i, s, u) => {
				X(a, "x2", H(n) - 14), X(a, "y1", e), X(a, "y2", i), o = ri(a, 0, "grid svelte-1qjyb8i", null, o, { even: r === (t.up.even ?? 0) }), X(c, "y", s), q(l, u);
			}, [
				() => H(s)(r),
				() => H(s)(r),
				() => H(s)(r) + 4,
				() => Z(t.up.name, r, t.up.signed)
			]), K(e, i);
		});
		var d = R(u);
		X(d, "y", 316);
		var f = L(d), p = R(d);
		X(p, "x", 58);
		var m = L(p);
		Y(R(p), 17, () => H(i), zr, (e, n) => {
			var r = cu(), i = F(r);
			let a;
			var c = L(F(i));
			k(i), k(r), z((e, t, o, s, l, u, d) => {
				X(r, "href", e), X(r, "aria-label", H(n).image.image_id), X(i, "cx", t), X(i, "cy", o), a = ri(i, 0, "svelte-1qjyb8i", null, a, { wrong: H(n).image.outcome === "wrong" }), q(c, `${H(n).image.image_id ?? ""} · ${s ?? ""}${l ?? ""} · ${u ?? ""}${d ?? ""}`);
			}, [
				() => hc("image", {
					image: H(n).image.image_id,
					segment: H(n).segment,
					series: t.series
				}),
				() => H(o)(H(n).numbers[t.across.name]),
				() => H(s)(H(n).numbers[t.up.name]),
				() => Vi(t.across.name),
				() => Z(t.across.name, H(n).numbers[t.across.name], t.across.signed),
				() => Vi(t.up.name),
				() => Z(t.up.name, H(n).numbers[t.up.name], t.up.signed)
			]), K(e, r);
		}), k(c), Ti(c, (e) => P(r, e), () => H(r));
		var h = R(c);
		{
			let e = /* @__PURE__ */ M(() => H(i)[0]?.segment), n = /* @__PURE__ */ M(() => t.up.name), a = /* @__PURE__ */ M(() => t.across.name), o = /* @__PURE__ */ M(() => [
				"image_id",
				t.across.name,
				t.up.name
			]);
			Zc(h, {
				get name() {
					return `${H(e) ?? ""} ${H(n) ?? ""} ${H(a) ?? ""}`;
				},
				svg: () => H(r),
				get columns() {
					return H(o);
				},
				rows: () => H(i).map((e) => [
					e.image.image_id,
					e.numbers[t.across.name],
					e.numbers[t.up.name]
				]),
				get sql() {
					return t.sql;
				},
				get parquet() {
					return t.parquet;
				}
			});
		}
		z((e, t, r, i) => {
			X(c, "width", H(n)), X(c, "aria-label", `${e ?? ""} against ${t ?? ""}`), X(d, "x", H(n) - 14), q(f, `${r ?? ""} →`), q(m, `↑ ${i ?? ""}, logits`);
		}, [
			() => Vi(t.up.name),
			() => Vi(t.across.name),
			() => Vi(t.across.name),
			() => Vi(t.up.name)
		]), K(e, a);
	};
	J(l, (e) => {
		H(i).length === 0 ? e(u) : e(d, -1);
	}), k(c), Ci(c, "clientWidth", (e) => P(n, e)), K(e, c), j();
}
// src/pages/Part.svelte
var fu = /* @__PURE__ */ W("<h1>No part has rows</h1>"), pu = /* @__PURE__ */ W("<p class=\"soft small\"> </p>"), mu = /* @__PURE__ */ W(" <span class=\"soft\"> </span>", 1), hu = /* @__PURE__ */ W("<tr><th scope=\"row\" class=\"svelte-1drpf5n\"> </th><td class=\"number\"> </td><td class=\"range svelte-1drpf5n\"> </td><td><!></td><td><!></td><td><!></td><td class=\"number\"> </td></tr>"), gu = /* @__PURE__ */ W("<h2>Beside what removing it does</h2> <p class=\"soft small\">Across: what the map says. Up: by how much the target falls when the part is replaced, beyond replacing as much\n        elsewhere. Where both agree dots rise to the right.</p> <!>", 1), _u = /* @__PURE__ */ W("<h2>Over images</h2> <p class=\"soft small\"> </p> <!> <!> <h2>All measures</h2> <div class=\"scroll\"><table class=\"plain measures svelte-1drpf5n\"><thead><tr><th scope=\"col\" class=\"svelte-1drpf5n\">measure</th><th scope=\"col\" class=\"number svelte-1drpf5n\">mean</th><th scope=\"col\" class=\"svelte-1drpf5n\">95 % interval</th><th scope=\"col\" class=\"svelte-1drpf5n\">beside even and its margin</th><th scope=\"col\" class=\"svelte-1drpf5n\">verdict</th><th scope=\"col\" class=\"svelte-1drpf5n\">hardest null</th><th scope=\"col\" class=\"number svelte-1drpf5n\">images</th></tr></thead><tbody></tbody></table></div> <!>", 1), vu = /* @__PURE__ */ W("<h1> </h1> <p class=\"soft\"> <a>its pictures</a></p> <!> <!>", 1);
function yu(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ M(() => Cc(t.overview, $.asked)), r = /* @__PURE__ */ M(() => t.overview.segments.find((e) => e.segment === H(n).segment) ?? t.overview.segments[0]), i = new Mi(a);
	async function a() {
		let { series: e, measure: i, by: a } = H(n), o = {
			series: e,
			segment: H(r)?.segment ?? "",
			limit: ql
		}, [s, c, { values: u }] = await Promise.all([
			t.source.groups(""),
			a === "" ? [] : t.source.groups(a),
			t.source.values(o)
		]), f = l(c, o, i.name).sort((e, t) => t.images - e.images), p = f.slice(0, 12), m = await Promise.all(p.map((e) => t.source.values({
			...o,
			by: a,
			value: e.value
		}))), h = l(s, o, i.name);
		return {
			all: s,
			values: u,
			left: f.length - p.length,
			rows: [
				...h.filter((e) => e.kind === "attribution").map((e) => d(e, "all images", u)),
				...p.map((e, t) => d(e, e.value ?? "(none)", m[t].values)),
				...h.filter((e) => e.kind === "null" && e.mean !== null).map((e) => ({
					...d(e, e.method.split(":")[0] ?? e.method, []),
					blind: !0
				}))
			]
		};
	}
	let o = /* @__PURE__ */ M(() => H(n).measure.name === "effect" ? t.overview.measures[0] : H(n).measure), s = /* @__PURE__ */ M(() => t.source.parquet?.({
		series: H(n).series,
		segment: H(r)?.segment ?? ""
	})), c = /* @__PURE__ */ M(() => t.overview.measures.find((e) => e.name === "effect"));
	function l(e, t, n) {
		return e.filter((e) => e.segment === t.segment && e.measure === n && e.target_kind === t.series.target_kind && e.images > 0 && (e.kind !== "attribution" || e.method === t.series.method));
	}
	function u(e) {
		let { q05: t, q25: n, median: r, q75: i, q95: a } = e;
		if (t !== null && n !== null && r !== null && i !== null && a !== null) return {
			q05: t,
			q25: n,
			median: r,
			q75: i,
			q95: a
		};
	}
	function d(e, t, n) {
		return {
			name: t,
			values: n,
			box: e.images > 2 ? u(e) : void 0,
			mean: e.images > 2 ? e.mean : null,
			low: e.kind === "attribution" ? p(e, e.low) : null,
			high: e.kind === "attribution" ? p(e, e.high) : null
		};
	}
	function f(e) {
		if (e.p_adjusted === null) return;
		let t = e.tested === null ? "" : `, corrected for ${Q(e.tested)} that were tested`;
		return `p = ${e.p_adjusted < 1e-4 ? "under 0.0001" : e.p_adjusted.toPrecision(2)}${t}`;
	}
	function p(e, t) {
		return t === null || e.estimate === null || e.mean === null ? null : t - e.estimate + e.mean;
	}
	var m = Cr(), h = I(m), g = (e) => {
		K(e, fu());
	}, _ = (e) => {
		var a = vu(), u = I(a), d = L(u, !0), p = R(u, 2), m = F(p), h = R(m);
		k(p);
		var g = R(p, 2);
		Kl(g, {
			get overview() {
				return t.overview;
			},
			get now() {
				return H(n);
			},
			children: (e, n) => {
				{
					let n = /* @__PURE__ */ M(() => t.overview.segments.map((e) => [e.segment, e.segment]));
					aa(e, {
						name: "part",
						get value() {
							return H(r).segment;
						},
						get among() {
							return H(n);
						},
						chosen: (e) => gc({ segment: e })
					});
				}
			},
			$$slots: { default: !0 }
		}), ji(R(g, 2), {
			get to() {
				return i;
			},
			children: (e, i) => {
				let a = () => (i?.()).all, u = () => (i?.()).rows, d = () => (i?.()).values, p = () => (i?.()).left;
				var m = _u(), h = R(I(m), 2), g = L(h), _ = R(h, 2);
				{
					let e = /* @__PURE__ */ M(() => cl(t.overview, [H(n).measure], {
						series: H(n).series,
						segment: H(r).segment
					}));
					iu(_, {
						get rows() {
							return u();
						},
						get measure() {
							return H(n).measure;
						},
						get series() {
							return $.asked.series;
						},
						get sql() {
							return H(e);
						},
						get parquet() {
							return H(s);
						}
					});
				}
				var v = R(_, 2), y = (e) => {
					var t = pu(), n = L(t);
					z((e) => q(n, `${e ?? ""} groups with fewer images are not drawn.`), [() => Q(p())]), K(e, t);
				};
				J(v, (e) => {
					p() && e(y);
				});
				var b = R(v, 4), x = F(b), S = R(F(x));
				Y(S, 21, () => t.overview.measures, (e) => e.name, (e, t) => {
					var i = Cr();
					Y(I(i), 17, () => l(a(), {
						series: H(n).series,
						segment: H(r).segment
					}, H(t).name).filter((e) => e.kind === "attribution"), (e) => H(t).name, (e, r) => {
						var i = hu();
						let a;
						var o = F(i), s = L(o, !0), c = R(o), l = L(c, !0), u = R(c), d = L(u, !0), p = R(u), m = F(p), h = (e) => {
							ec(e, {
								get measure() {
									return H(t).name;
								},
								get signed() {
									return H(t).signed;
								},
								get estimate() {
									return H(r).estimate;
								},
								get low() {
									return H(r).low;
								},
								get high() {
									return H(r).high;
								},
								get reference() {
									return H(r).reference;
								},
								get margin() {
									return H(r).margin;
								},
								get direction() {
									return H(r).direction;
								},
								get null_mean() {
									return H(r).null_mean;
								}
							});
						};
						J(m, (e) => {
							H(r).reference !== null && e(h);
						}), k(p);
						var g = R(p), _ = F(g);
						{
							let e = /* @__PURE__ */ M(() => f(H(r)));
							xc(_, {
								get verdict() {
									return H(r).verdict;
								},
								get direction() {
									return H(r).direction;
								},
								get why() {
									return H(e);
								}
							});
						}
						k(g);
						var v = R(g), y = F(v), b = (e) => {
							var n = mu(), i = I(n), a = L(R(i));
							z((e, t) => {
								q(i, `${e ?? ""} `), q(a, `${t ?? ""}${H(r).nulls_beaten === null ? "" : `; beats ${H(r).nulls_beaten} of ${H(r).nulls}`}`);
							}, [() => Z(H(t).name, H(r).null_mean, H(t).signed), () => H(r).null.split(":")[0]]), K(e, n);
						};
						J(y, (e) => {
							H(r).null !== null && e(b);
						}), k(v);
						var x = L(R(v), !0);
						k(i), z((e, r, c, u) => {
							a = ri(i, 1, "svelte-1drpf5n", null, a, { now: H(t).name === H(n).measure.name }), X(o, "title", H(t).says), q(s, e), q(l, r), q(d, c), q(x, u);
						}, [
							() => Vi(H(t).name),
							() => Z(H(t).name, H(r).mean, H(t).signed),
							() => Li(H(t).name, H(r).low, H(r).high, H(t).signed),
							() => Q(H(r).images - H(r).undefined)
						]), K(e, i);
					}), K(e, i);
				}), k(S), k(x), k(b);
				var C = R(b, 2), w = (e) => {
					var i = gu(), a = R(I(i), 4);
					{
						let e = /* @__PURE__ */ M(() => cl(t.overview, [H(o), H(c)], {
							series: H(n).series,
							segment: H(r).segment
						}));
						du(a, {
							get values() {
								return d();
							},
							get across() {
								return H(o);
							},
							get up() {
								return H(c);
							},
							get series() {
								return $.asked.series;
							},
							get sql() {
								return H(e);
							},
							get parquet() {
								return H(s);
							}
						});
					}
					K(e, i);
				};
				J(C, (e) => {
					H(c) !== void 0 && t.overview.effects && e(w);
				}), z((e) => q(g, `A dot is an image${e ?? ""}; boxes hold the
      middle half, whiskers reach from 5 % to 95 %; the diamond is the mean with its 95 % interval.`), [() => t.overview.by.includes("outcome") ? ", orange where the prediction is wrong" : ""]), K(e, m);
			},
			$$slots: { default: !0 }
		}), z((e, t) => {
			q(d, H(r).segment), q(m, `in view in ${e ?? ""}${H(r).role ? ` · ${H(r).role}` : ""}${H(r).parent ? ` · part of ${H(r).parent}` : ""} · `), X(h, "href", t);
		}, [() => Bi(H(r).images), () => hc("pictures", $.asked)]), K(e, a);
	};
	J(h, (e) => {
		H(r) === void 0 ? e(g) : e(_, -1);
	}), K(e, m), j();
}
// src/pages/Parts.svelte
var bu = /* @__PURE__ */ W("<label class=\"search svelte-vg0ykk\"><span>find a part</span> <input type=\"search\" class=\"svelte-vg0ykk\"/></label>"), xu = /* @__PURE__ */ W("<th scope=\"col\" class=\"group svelte-vg0ykk\"><button class=\"svelte-vg0ykk\"> </button></th>"), Su = /* @__PURE__ */ W("<a><span class=\"mean svelte-vg0ykk\"> </span> <span class=\"range svelte-vg0ykk\"> </span></a>"), Cu = /* @__PURE__ */ W("<span class=\"none svelte-vg0ykk\" title=\"in view in no image\">·</span>"), wu = /* @__PURE__ */ W("<td class=\"svelte-vg0ykk\"><!></td>"), Tu = /* @__PURE__ */ W("<tr><th scope=\"row\" class=\"svelte-vg0ykk\"><a class=\"svelte-vg0ykk\"> </a></th><!></tr>"), Eu = /* @__PURE__ */ W("<tr><td class=\"soft svelte-vg0ykk\">No part is called like that.</td></tr>"), Du = /* @__PURE__ */ W("<p class=\"soft small\"> </p>"), Ou = /* @__PURE__ */ W("<span class=\"soft\"> </span>"), ku = /* @__PURE__ */ W("<b> </b> <!> <!> <!> <!>", 1), Au = /* @__PURE__ */ W("<span class=\"soft\">Orange is above an even spread, blue below; pale where too few images give no interval. Thin numbers are not settled. A cell opens its pictures.</span>"), ju = /* @__PURE__ */ W("<div class=\"scroll\"><table class=\"svelte-vg0ykk\"><thead class=\"svelte-vg0ykk\"><tr><th scope=\"col\" class=\"svelte-vg0ykk\"><button class=\"svelte-vg0ykk\">part</button></th><!></tr></thead><tbody class=\"svelte-vg0ykk\"></tbody></table></div> <!> <!> <div class=\"told svelte-vg0ykk\" aria-hidden=\"true\"><!></div>", 1), Mu = /* @__PURE__ */ W("<h1> </h1> <!> <!>", 1);
function Nu(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ M(() => {
		let e = Cc(t.overview, $.asked).series.target_kind, n = e === "predicted" || e === "label" ? "target_class" : "predicted";
		return t.overview.by.includes(n) ? n : t.overview.by[0] ?? "";
	}), r = /* @__PURE__ */ M(() => Cc(t.overview, {
		by: H(n),
		...$.asked
	})), i = /* @__PURE__ */ M(() => $.asked.search ?? ""), a = /* @__PURE__ */ M(() => $.asked.sort ?? ""), o = new Mi(() => Promise.all([t.source.groups(""), H(r).by === "" ? [] : t.source.groups(H(r).by)]));
	function s(e) {
		return e.kind === "attribution" && e.method === H(r).series.method && e.target_kind === H(r).series.target_kind && e.measure === H(r).measure.name;
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
		}))], p = (e, t) => o.get(l(e, t)), m = H(a) === "" ? void 0 : f[Number(H(a))]?.key, h = (e) => p(e, m)?.mean ?? -Infinity, g = (e) => Number((p(e, m)?.low ?? null) === null), _ = H(i).toLowerCase(), v = t.overview.segments.map((e) => e.segment).filter((e) => e.toLowerCase().includes(_)).filter((e) => f.some((t) => p(e, t.key)?.images)).sort((e, t) => H(a) === "name" ? e.localeCompare(t) : Number(wc(e)) - Number(wc(t)) || g(e) - g(t) || h(t) - h(e) || e.localeCompare(t)), y = [...o.values()].filter((e) => e.mean !== null && e.images > 1).map((e) => Math.abs($c(H(r).measure, e.mean))).sort((e, t) => e - t), b = y[Math.floor(.95 * (y.length - 1))] ?? 1, x = Math.abs($c(H(r).measure, (H(r).measure.even ?? 0) + (H(r).measure.margin ?? 0)));
		return {
			rows: v,
			columns: f,
			cell: p,
			most: Math.max(b, x),
			left: u.length - d.length + (t.overview.groups_left_out[H(r).by] ?? 0)
		};
	}
	function l(e, t, n) {
		return `${t}, ${n}: ${Z(e.measure, e.mean, H(r).measure.signed)}${e.low === null ? "" : `, 95 % interval ${Li(e.measure, e.low, e.high, H(r).measure.signed)}`}, ${Bi(e.images)}${e.verdict ? `, ${e.verdict}` : ""}${e.direction ? ` (${e.direction})` : ""}`;
	}
	let u = /* @__PURE__ */ Lt(void 0), f = /* @__PURE__ */ new Set(["inconclusive", "too few images"]);
	var p = Mu(), m = I(p), h = L(m), g = R(m, 2);
	Kl(g, {
		get overview() {
			return t.overview;
		},
		get now() {
			return H(r);
		},
		children: (e, t) => {
			var n = bu(), r = R(F(n), 2);
			gi(r), k(n), z(() => _i(r, H(i))), U("input", r, (e) => gc({ search: e.currentTarget.value || null })), K(e, n);
		},
		$$slots: { default: !0 }
	}), ji(R(g, 2), {
		get to() {
			return o;
		},
		children: (e, n = d) => {
			let i = /* @__PURE__ */ M(() => c(n()));
			var o = ju(), s = I(o), p = F(s), m = F(p), h = F(m), g = F(h), _ = L(g);
			Y(R(g), 17, () => H(i).columns, zr, (e, t, n) => {
				let r = /* @__PURE__ */ M(() => H(a) === String(n) || H(a) === "" && n === 0);
				var i = xu(), o = F(i), s = L(o, !0);
				k(i), z(() => {
					X(i, "aria-sort", H(r) ? "descending" : "none"), X(o, "title", H(t).name), q(s, H(t).name);
				}), U("click", o, () => gc({ sort: n === 0 ? null : String(n) })), K(e, i);
			}), k(h), k(m);
			var v = R(m);
			Y(v, 22, () => H(i).rows, (e) => e, (e, t, n) => {
				var a = Tu();
				let o;
				var s = F(a), c = F(s), d = L(c, !0);
				k(s), Y(R(s), 17, () => H(i).columns, zr, (e, a, o) => {
					let s = /* @__PURE__ */ M(() => H(i).cell(t, H(a).key));
					var c = wu(), d = F(c), p = (e) => {
						var c = Su();
						let d;
						X(c, "data-column", o);
						let p;
						var m = F(c), h = L(m, !0), g = L(R(m, 2), !0);
						k(c), z((e, t, r, i, a, o) => {
							d = ri(c, 1, "cell svelte-vg0ykk", null, d, { open: e }), X(c, "data-row", H(n)), X(c, "href", t), X(c, "aria-label", r), p = ai(c, "", p, { background: i }), q(h, a), q(g, o);
						}, [
							() => H(s).verdict !== null && f.has(H(s).verdict),
							() => hc("pictures", {
								segment: t,
								series: $.asked.series,
								measure: H(r).measure.name,
								by: H(a).key === void 0 ? void 0 : H(r).by,
								value: H(a).key === void 0 ? void 0 : H(a).key ?? ""
							}),
							() => l(H(s), t, H(a).name),
							() => tl(Qc(H(r).measure, H(s).mean, H(i).most) * (H(s).low === null ? .4 : 1)),
							() => Z(H(s).measure, H(s).mean, H(r).measure.signed),
							() => Li(H(s).measure, H(s).low, H(s).high, H(r).measure.signed) || Bi(H(s).images)
						]), fr("focus", c, () => P(u, {
							segment: t,
							name: H(a).name,
							group: H(s)
						}, !0)), fr("mouseenter", c, () => P(u, {
							segment: t,
							name: H(a).name,
							group: H(s)
						}, !0)), K(e, c);
					}, m = (e) => {
						K(e, Cu());
					};
					J(d, (e) => {
						H(s)?.images ? e(p) : e(m, -1);
					}), k(c), K(e, c);
				}), k(a), z((e, n) => {
					o = ri(a, 1, "svelte-vg0ykk", null, o, { leftover: e }), X(c, "title", t), X(c, "href", n), q(d, t);
				}, [() => wc(t), () => hc("part", {
					segment: t,
					series: $.asked.series,
					measure: $.asked.measure,
					by: H(r).by
				})]), K(e, a);
			}, (e) => {
				var t = Eu(), n = L(t);
				z(() => X(n, "colspan", H(i).columns.length + 1)), K(e, t);
			}), k(v), k(p), k(s);
			var y = R(s, 2), b = (e) => {
				var t = Du(), n = L(t);
				z((e, t) => q(n, `${e ?? ""} groups with the most images; ${t ?? ""} more are not shown.`), [() => Q(H(i).columns.length - 1), () => Q(H(i).left)]), K(e, t);
			};
			J(y, (e) => {
				H(i).left && e(b);
			});
			var x = R(y, 2);
			{
				let e = /* @__PURE__ */ M(() => t.overview.title), n = /* @__PURE__ */ M(() => H(r).by || "parts"), a = /* @__PURE__ */ M(() => H(r).measure.name), o = /* @__PURE__ */ M(() => [
					"segment",
					H(r).by || "group",
					"mean",
					"low",
					"high",
					"images",
					"verdict",
					"direction"
				]), s = /* @__PURE__ */ M(() => sl(t.overview, H(r).measure, {
					series: H(r).series,
					by: H(r).by
				})), c = /* @__PURE__ */ M(() => t.source.parquet?.({ by: H(r).by }));
				Zc(x, {
					get name() {
						return `${H(e) ?? ""} ${H(n) ?? ""} ${H(a) ?? ""}`;
					},
					get columns() {
						return H(o);
					},
					rows: () => H(i).rows.flatMap((e) => H(i).columns.flatMap((t) => {
						let n = H(i).cell(e, t.key);
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
					})),
					get sql() {
						return H(s);
					},
					get parquet() {
						return H(c);
					}
				});
			}
			var S = R(x, 2), C = F(S), w = (e) => {
				let t = /* @__PURE__ */ M(() => H(u).group);
				var n = ku(), i = I(n), a = L(i, !0), o = R(i), s = R(o), c = (e) => {
					var n = Sr();
					z((e) => q(n, `(${e ?? ""})`), [() => Li(H(t).measure, H(t).low, H(t).high, H(r).measure.signed)]), K(e, n);
				};
				J(s, (e) => {
					H(t).low !== null && e(c);
				});
				var l = R(s), d = R(l), f = (e) => {
					var n = Sr();
					z((e) => q(n, `· undefined in ${e ?? ""}`), [() => Q(H(t).undefined)]), K(e, n);
				};
				J(d, (e) => {
					H(t).undefined && e(f);
				});
				var p = R(d, 2);
				xc(p, {
					get verdict() {
						return H(t).verdict;
					},
					get direction() {
						return H(t).direction;
					}
				});
				var m = R(p, 2), h = (e) => {
					var n = Ou(), i = L(n);
					z((e, t) => q(i, `· hardest null ${e ?? ""} (${t ?? ""})`), [() => Z(H(t).measure, H(t).null_mean, H(r).measure.signed), () => H(t).null.split(":")[0]]), K(e, n);
				};
				J(m, (e) => {
					H(t).null !== null && e(h);
				}), z((e, t) => {
					q(a, H(u).segment), q(o, ` · ${H(u).name ?? ""} · ${e ?? ""} `), q(l, ` · ${t ?? ""} `);
				}, [() => Z(H(t).measure, H(t).mean, H(r).measure.signed), () => Bi(H(t).images)]), K(e, n);
			}, ee = (e) => {
				K(e, Au());
			};
			J(C, (e) => {
				H(u) ? e(w) : e(ee, -1);
			}), k(S), z(() => X(g, "aria-sort", H(a) === "name" ? "ascending" : "none")), U("keydown", p, function(...e) {
				rl?.apply(this, e);
			}), U("click", _, () => gc({ sort: H(a) === "name" ? null : "name" })), K(e, o);
		},
		$$slots: { default: !0 }
	}), z((e) => q(h, `Parts ${e ?? ""}`), [() => H(r).by === "" ? "" : `× ${Vi(H(r).by)}`]), K(e, p), j();
}
pr([
	"input",
	"keydown",
	"click"
]);
// src/pages/Pictures.svelte
var Pu = /* @__PURE__ */ W("<span class=\"soft\"> </span>"), Fu = /* @__PURE__ */ W("<span class=\"soft\"> </span> <a class=\"any svelte-1bkn3p9\">all pictures</a>", 1), Iu = /* @__PURE__ */ W("<!> <!> <!> <label class=\"tick svelte-1bkn3p9\"><input type=\"checkbox\" class=\"svelte-1bkn3p9\"/> outline</label> <label class=\"tick svelte-1bkn3p9\"><input type=\"checkbox\" class=\"svelte-1bkn3p9\"/> map <input type=\"range\" min=\"10\" max=\"100\" step=\"5\" aria-label=\"opacity of the map\" class=\"svelte-1bkn3p9\"/></label>", 1), Lu = /* @__PURE__ */ W("<button class=\"more\"> </button>"), Ru = /* @__PURE__ */ W("<p class=\"soft small\"> </p> <div class=\"grid svelte-1bkn3p9\"></div> <!>", 1), zu = /* @__PURE__ */ W("<h1>Pictures of <a> </a> <!> <!></h1> <!> <!>", 1);
function Bu(e, t) {
	A(t, !0);
	let n = [
		["highest", "highest"],
		["lowest", "lowest"],
		["typical", "most typical"]
	], r = /* @__PURE__ */ M(() => Cc(t.overview, $.asked)), i = /* @__PURE__ */ M(() => H(r).segment ?? (t.overview.segments.find((e) => !wc(e.segment)) ?? t.overview.segments[0])?.segment ?? ""), a = /* @__PURE__ */ M(() => n.find(([e]) => e === $.asked.order)?.[0] ?? "highest"), o = /* @__PURE__ */ M(() => $.asked.map !== "off"), s = /* @__PURE__ */ M(() => Number($.asked.opacity ?? 75) / 100), c = /* @__PURE__ */ M(() => $.asked.outline !== "off"), l = /* @__PURE__ */ M(() => Object.fromEntries(["label", "predicted"].flatMap((e) => $.asked[e] === void 0 ? [] : [[e, $.asked[e]]]))), u = /* @__PURE__ */ Lt(24), f = new Mi(() => t.source.values({
		series: H(r).series,
		segment: H(i),
		...H(r).by !== "" && H(r).value !== void 0 ? {
			by: H(r).by,
			value: H(r).value
		} : {},
		...H(l),
		measure: H(r).measure.name,
		order: H(a),
		limit: H(u)
	})), p = new Mi(async () => H(r).by === "" ? [] : t.source.groups(H(r).by));
	mn(() => {
		H(i), H(r).value, H(r).by, H(a), H(l), P(u, 24);
	});
	function m(e) {
		let t = /* @__PURE__ */ new Map();
		for (let n of e.filter((e) => e.segment === H(i) && e.images > 0)) t.set(n.value, Math.max(t.get(n.value) ?? 0, n.images));
		return [...t].sort((e, t) => t[1] - e[1]).map(([e]) => e);
	}
	var h = zu(), g = I(h), _ = R(F(g)), v = L(_, !0), y = R(_, 2), b = (e) => {
		var t = Pu(), n = L(t);
		z((e) => q(n, `· ${e ?? ""} ${H(r).value ?? "(none)" ?? ""}`), [() => Vi(H(r).by)]), K(e, t);
	};
	J(y, (e) => {
		H(r).by !== "" && H(r).value !== void 0 && e(b);
	});
	var x = R(y, 2), S = (e) => {
		var t = Fu(), n = I(t), r = L(n), i = R(n, 2);
		z((e, t) => {
			q(r, `· ${e ?? ""}`), X(i, "href", t);
		}, [() => [H(l).label, H(l).predicted].filter((e) => e !== void 0).join(" taken for "), () => hc("pictures", {
			...$.asked,
			label: null,
			predicted: null
		})]), K(e, t);
	};
	J(x, (e) => {
		(H(l).label !== void 0 || H(l).predicted !== void 0) && e(S);
	}), k(g);
	var C = R(g, 2);
	Kl(C, {
		get overview() {
			return t.overview;
		},
		get now() {
			return H(r);
		},
		children: (e, l) => {
			var u = Iu(), f = I(u);
			{
				let e = /* @__PURE__ */ M(() => t.overview.segments.map((e) => [e.segment, e.segment]));
				aa(f, {
					name: "part",
					get value() {
						return H(i);
					},
					get among() {
						return H(e);
					},
					chosen: (e) => gc({ segment: e })
				});
			}
			var h = R(f, 2), g = (e) => {
				ji(e, {
					get to() {
						return p;
					},
					children: (e, t = d) => {
						{
							let n = /* @__PURE__ */ M(() => Vi(H(r).by)), i = /* @__PURE__ */ M(() => H(r).value === void 0 ? "*" : H(r).value ?? ""), a = /* @__PURE__ */ M(() => [["*", "any"], ...m(t()).map((e) => [e ?? "", e ?? "(none)"])]);
							aa(e, {
								get name() {
									return H(n);
								},
								get value() {
									return H(i);
								},
								get among() {
									return H(a);
								},
								chosen: (e) => gc({ value: e === "*" ? null : e })
							});
						}
					},
					$$slots: { default: !0 }
				});
			};
			J(h, (e) => {
				H(r).by !== "" && e(g);
			});
			var _ = R(h, 2);
			aa(_, {
				name: "first",
				get value() {
					return H(a);
				},
				get among() {
					return n;
				},
				chosen: (e) => gc({ order: e === "highest" ? null : e })
			});
			var v = R(_, 2), y = F(v);
			gi(y), we(), k(v);
			var b = R(v, 2), x = F(b);
			gi(x);
			var S = R(x, 2);
			gi(S), k(b), z(() => {
				vi(y, H(c)), vi(x, H(o)), _i(S, H(s) * 100), S.disabled = !H(o);
			}), U("change", y, () => gc({ outline: H(c) ? "off" : null })), U("change", x, () => gc({ map: H(o) ? "off" : null })), U("input", S, (e) => gc({ opacity: e.currentTarget.value })), K(e, u);
		},
		$$slots: { default: !0 }
	}), ji(R(C, 2), {
		get to() {
			return f;
		},
		children: (e, n) => {
			let i = () => (n?.()).total, a = () => (n?.()).values;
			var l = Ru(), d = I(l), f = L(d), p = R(d, 2);
			Y(p, 21, a, (e) => e.image.image_id + "\n" + e.target_class, (e, n) => {
				yc(e, {
					get source() {
						return t.source;
					},
					get value() {
						return H(n);
					},
					get measure() {
						return H(r).measure;
					},
					get overlaid() {
						return H(o);
					},
					get opacity() {
						return H(s);
					},
					get outlined() {
						return H(c);
					},
					get series() {
						return $.asked.series;
					}
				});
			}), k(p);
			var m = R(p, 2), h = (e) => {
				var t = Lu(), n = L(t);
				z((e) => q(n, `Show more of ${e ?? ""}`), [() => Q(i() - a().length)]), U("click", t, () => P(u, H(u) + 48)), K(e, t);
			};
			J(m, (e) => {
				i() > a().length && e(h);
			}), z((e) => q(f, `${e ?? ""}. Orange speaks for ${(H(r).series.target_kind === "predicted" ? "the predicted class" : H(r).series.target_kind ?? "the target") ?? ""},
    blue against it. Hold a picture to see it as it is.`), [() => Bi(i())]), K(e, l);
		},
		$$slots: { default: !0 }
	}), z((e) => {
		X(_, "href", e), q(v, H(i));
	}, [() => hc("part", {
		...$.asked,
		segment: H(i)
	})]), K(e, h), j();
}
pr([
	"change",
	"input",
	"click"
]);
// src/App.svelte
var Vu = /* @__PURE__ */ W("<span class=\"title svelte-1n46o8q\"> </span>"), Hu = /* @__PURE__ */ W("<option> </option>"), Uu = /* @__PURE__ */ W("<span class=\"menu\"><select aria-label=\"table\"></select></span>"), Wu = /* @__PURE__ */ W("<a class=\"svelte-1n46o8q\"> </a>"), Gu = /* @__PURE__ */ W("<p class=\"notice svelte-1n46o8q\"> </p>"), Ku = /* @__PURE__ */ W("<header class=\"svelte-1n46o8q\"><div class=\"who svelte-1n46o8q\"><a class=\"mark svelte-1n46o8q\" aria-label=\"partwise, to the findings\"><svg viewBox=\"0 0 24 24\" width=\"22\" height=\"22\" aria-hidden=\"true\"><rect x=\"1\" y=\"1\" width=\"22\" height=\"22\" rx=\"5\" class=\"whole svelte-1n46o8q\"></rect><path d=\"M1 15 C7 9 10 19 23 8 V18 a5 5 0 0 1 -5 5 H6 a5 5 0 0 1 -5 -5 Z\" class=\"part svelte-1n46o8q\"></path></svg> partwise</a> <!> <span class=\"soft small\"> </span></div> <nav aria-label=\"Pages\" class=\"svelte-1n46o8q\"></nav></header> <main class=\"svelte-1n46o8q\"><!> <!></main>", 1);
function qu(e, t) {
	A(t, !0);
	let n = /* @__PURE__ */ M(() => Math.min(Math.max(Number($.asked.table) || 0, 0), t.sources.length - 1)), r = new Mi(async () => {
		let [e, r] = [H(n), t.sources[H(n)][1]];
		return {
			number: e,
			source: r,
			overview: await r.overview()
		};
	}), i = /* @__PURE__ */ M(() => [
		["findings", "Findings"],
		["parts", "Parts"],
		["pictures", "Pictures"],
		...r.value?.overview.judged ? [["confusion", "Mistakes"]] : [],
		...t.sources.length > 1 ? [["compare", "Compare"]] : [],
		["about", "About this run"]
	]), a = {
		part: "parts",
		image: "pictures"
	}, o = /* @__PURE__ */ M(() => a[$.page] ?? $.page);
	function s(e) {
		let t = e.segments.filter((e) => !e.segment.startsWith("(")).length;
		return `${Bi(e.images)} · ${Q(t)} named ${t === 1 ? "part" : "parts"}`;
	}
	ji(e, {
		get to() {
			return r;
		},
		children: (e, r) => {
			let a = () => (r?.()).number, c = () => (r?.()).source, l = () => (r?.()).overview;
			var u = Ku(), d = I(u), f = F(d), p = F(f), m = R(p, 2), g = (e) => {
				var t = Vu(), n = L(t, !0);
				z(() => q(n, l().title)), K(e, t);
			}, _ = (e) => {
				var r = Uu(), i = F(r);
				Y(i, 21, () => t.sources, zr, (e, t, n) => {
					var r = /* @__PURE__ */ M(() => h(H(t), 1));
					let i = () => H(r)[0];
					var a = Hu(), o = L(a, !0), s = {};
					z((e) => {
						q(o, i()), s !== (s = e) && (a.value = (a.__value = s) ?? "");
					}, [() => String(n)]), K(e, a);
				}), k(i);
				var a;
				li(i), k(r), z((e) => {
					a !== (a = e) && (i.value = (i.__value = a) ?? "", ci(i, a));
				}, [() => String(H(n))]), U("change", i, (e) => location.hash = hc($.page === "image" || $.page === "part" ? "parts" : $.page, { table: e.currentTarget.value })), K(e, r);
			};
			J(m, (e) => {
				t.sources.length === 1 ? e(g) : e(_, -1);
			});
			var v = L(R(m, 2), !0);
			k(f);
			var y = R(f, 2);
			Y(y, 21, () => H(i), ([e, t]) => e, (e, t) => {
				var n = /* @__PURE__ */ M(() => h(H(t), 2));
				let r = () => H(n)[0], i = () => H(n)[1];
				var a = Wu(), s = L(a, !0);
				z((e) => {
					X(a, "href", e), X(a, "aria-current", H(o) === r() ? "page" : void 0), q(s, i());
				}, [() => hc(r())]), K(e, a);
			}), k(y), k(d);
			var b = R(d, 2), x = F(b), S = (e) => {
				var t = Gu(), n = L(t);
				z((e) => q(n, `The run that writes this table has not ended, or was stopped: this is about the ${e ?? ""} that it
        had when this was read.`), [() => Bi(l().images)]), K(e, t);
			};
			J(x, (e) => {
				l().finished || e(S);
			}), Rr(R(x, 2), a, (e) => {
				var n = Cr(), r = I(n), i = (e) => {
					Ml(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				}, o = (e) => {
					Nu(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				}, s = (e) => {
					yu(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				}, u = (e) => {
					Bu(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				}, d = (e) => {
					Wl(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				}, f = (e) => {
					xl(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				}, p = (e) => {
					Vc(e, {
						get sources() {
							return t.sources;
						},
						get at() {
							return a();
						},
						get beside() {
							return t.beside;
						},
						get overview() {
							return l();
						}
					});
				}, m = (e) => {
					na(e, {
						get source() {
							return c();
						},
						get overview() {
							return l();
						}
					});
				};
				J(r, (e) => {
					$.page === "findings" ? e(i) : $.page === "parts" ? e(o, 1) : $.page === "part" ? e(s, 2) : $.page === "pictures" ? e(u, 3) : $.page === "image" ? e(d, 4) : $.page === "confusion" ? e(f, 5) : $.page === "compare" ? e(p, 6) : e(m, -1);
				}), K(e, n);
			}), k(b), z((e, t) => {
				X(p, "href", e), q(v, t);
			}, [() => hc("findings"), () => s(l())]), K(e, u);
		},
		$$slots: { default: !0 }
	}), j();
}
pr(["change"]);
// src/source/columns.ts
function Ju(e) {
	return e === void 0 ? () => null : Array.isArray(e) ? (t) => e[t] : (t) => e.of[e.at[t]];
}
function Yu(e) {
	let t = Object.values(e)[0];
	return t === void 0 ? 0 : Array.isArray(t) ? t.length : t.at.length;
}
function Xu(e) {
	let t = Object.entries(e).map(([e, t]) => [e, Ju(t)]);
	return Array.from({ length: Yu(e) }, (e, n) => Object.fromEntries(t.map(([e, t]) => [e, t(n)])));
}
// src/source/inlined.ts
function Zu({ compared: e, turned: t, pictures: n }, r, i) {
	let [a, o] = i ? [r[1], r[0]] : r, s = Xu(n).map(({ name_a: e, name_b: t }) => i ? [t, e] : [e, t]);
	return {
		compared: async () => i ? t : e,
		moved: async ({ block: e, segment: t, measure: n, order: r, limit: i }) => {
			let [c, l] = await Promise.all([{
				source: a,
				method: e.method_a
			}, {
				source: o,
				method: e.method_b
			}].map(async ({ source: n, method: r }) => {
				let { values: i } = await n.values({
					series: {
						method: r,
						target_kind: e.target_kind
					},
					segment: t
				});
				return new Map(i.map((e) => [e.image.image_id, e]));
			})), u = (e) => e.numbers[n] ?? NaN, d = r === "rose" ? -1 : 1, f = s.map(([e, t]) => [c.get(e), l.get(t)]).filter((e) => e[0] !== void 0 && e[1] !== void 0).filter(([e, t]) => e.target_class === t.target_class).map((e) => ({
				pair: e,
				moved: u(e[1]) - u(e[0])
			})).filter(({ moved: e }) => Number.isFinite(e)).sort((e, t) => d * (e.moved - t.moved));
			return {
				total: f.length,
				pairs: f.slice(0, i).map(({ pair: e }) => e)
			};
		}
	};
}
function Qu(e) {
	let t = new Map(Xu(e.images).map((e) => [e.image_id, e])), n = /* @__PURE__ */ new Map(), r;
	function i(t) {
		let r = n.get(t);
		return r === void 0 && (r = Xu(e.groups[t] ?? {}).map((e) => ({
			...e,
			value: t === "" ? null : e[t] ?? null
		})), n.set(t, r)), r;
	}
	function a() {
		if (r !== void 0) return r;
		let n = e.overview.measures.map((e) => e.name);
		return r = Xu(e.values).map((e) => ({
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
		confusion: async () => e.confusion,
		groups: async (e) => i(e),
		values: async (e) => td(a().filter((t) => $u(t, e)), e),
		image: async (e) => t.get(e),
		removals: async (t) => Xu(e.removals).filter((e) => e.image_id === t),
		picture: async (t) => Object.hasOwn(e.pictures, t) ? e.pictures[t] : void 0
	};
}
function $u(e, t) {
	return t.segment !== void 0 && e.segment !== t.segment || t.image_id !== void 0 && e.image.image_id !== t.image_id || t.label !== void 0 && e.image.label !== t.label || t.predicted !== void 0 && e.image.predicted !== t.predicted || e.method !== t.series.method || e.target_kind !== t.series.target_kind ? !1 : t.by === void 0 || t.by === "" || ed(e, t.by) === t.value;
}
function ed(e, t) {
	return t === "target_class" ? e.target_class : e.image[t] ?? null;
}
function td(e, t) {
	let { measure: n, order: r = "sample", offset: i = 0, limit: a = e.length } = t;
	if (n === void 0 || r === "sample") return {
		total: e.length,
		values: Yl(e, a)
	};
	let o = (e) => e.numbers[n] ?? NaN, s = e.filter((e) => Number.isFinite(o(e))).sort((e, t) => o(t) - o(e)), c = e.filter((e) => !Number.isFinite(o(e)));
	if (r === "lowest" && s.reverse(), r === "typical" && s.length) {
		let e = (s.length - 1) / 2, t = (o(s[Math.floor(e)]) + o(s[Math.ceil(e)])) / 2;
		s.sort((e, n) => Math.abs(o(e) - t) - Math.abs(o(n) - t));
	}
	return {
		total: e.length,
		values: [...s, ...c].slice(i, i + a)
	};
}
// src/source/served.ts
function nd(e) {
	let t = Object.entries(e).filter(([, e]) => e != null), n = new URLSearchParams(t.map(([e, t]) => [e, String(t)])).toString();
	return n ? `?${n}` : "";
}
function rd(e) {
	let t = /* @__PURE__ */ new Map();
	return (n, r = {}) => {
		let i = `${e}${n}${nd(r)}`, a = t.get(i);
		return a === void 0 && (a = id(i).catch((e) => {
			throw t.delete(i), e;
		}), t.set(i, a)), a;
	};
}
async function id(e) {
	let t = await fetch(e).catch(() => {
		throw Error("the server does not answer; is partwise serve still running?");
	});
	if (t.ok) return t.json();
	let { detail: n } = await t.json().catch(() => ({ detail: void 0 }));
	throw Error(typeof n == "string" ? n : `the server answers ${t.status}`);
}
function ad(e, t) {
	return Xu(e).map((e) => ({
		image: e,
		method: e.method,
		target_kind: e.target_kind,
		target_class: e.target_class,
		segment: e.segment,
		numbers: Object.fromEntries(t.map((t) => [t, e[t]]))
	}));
}
function od(e) {
	let t = rd(`api/tables/${e}/`), n = () => t("overview");
	async function r(e) {
		let { series: r, value: i, ...a } = e, o = (await n()).measures.map((e) => e.name), s = await t("values", {
			...a,
			...r,
			value: i
		});
		return {
			total: s.total,
			values: ad(s.values, o)
		};
	}
	return {
		overview: n,
		values: r,
		confusion: () => t("confusion"),
		findings: () => t("findings"),
		groups: async (e) => Xu(await t("groups", { by: e })).map((t) => ({
			...t,
			value: e === "" ? null : t[e] ?? null
		})),
		image: (e) => t("image", { image_id: e }),
		removals: async (e) => Xu(await t("removals", { image_id: e })),
		picture: (e) => t("picture", { image_id: e }),
		parquet: (t) => {
			if (!("series" in t)) return `api/tables/${e}/groups.parquet${nd({ by: t.by })}`;
			let { series: n, ...r } = t;
			return `api/tables/${e}/values.parquet${nd({
				...r,
				...n
			})}`;
		}
	};
}
function sd(e, t) {
	let n = rd(`api/tables/${e}/beside/${t}`), r = () => n("");
	return {
		compared: r,
		moved: async ({ block: { method_a: e, method_b: t, target_kind: i }, ...a }) => {
			let o = (await r()).measures, s = await n("/pictures", {
				...a,
				method_a: e,
				method_b: t,
				target_kind: i
			}), [c, l] = [ad(s.a, o), ad(s.b, o)];
			return {
				total: s.total,
				pairs: c.map((e, t) => [e, l[t]])
			};
		}
	};
}
// src/main.ts
function cd(e) {
	let t = document.getElementById(e);
	return t === null ? void 0 : JSON.parse(t.textContent ?? "null");
}
function ld() {
	let e = cd("report");
	if (e === void 0) return {
		sources: (cd("served") ?? []).map((e, t) => [e, od(t)]),
		beside: sd
	};
	let t = cd("beside");
	if (t === void 0) return {
		sources: [[e.overview.title, Qu(e)]],
		beside: () => {
			throw Error("this report is of one table");
		}
	};
	let n = [Qu(e), Qu(t.report)], [r, i] = t.compared.names;
	return {
		sources: [[r, n[0]], [i, n[1]]],
		beside: (e) => Zu(t, n, e === 1)
	};
}
var ud = document.getElementById("app");
ud !== null && (ud.replaceChildren(), Or(qu, {
	target: ud,
	props: ld()
}));
